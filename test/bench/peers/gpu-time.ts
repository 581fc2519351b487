/**
 * Put into a page before its own scripts: window.gpuMs() gives what the card worked on each frame since it was asked
 * last, in ms, by EXT_disjoint_timer_query_webgl2; nothing where the card has no such clock.
 */
export const GPU_TIME = `(() => {
  const AT_ONCE = 8;
  const contexts = new Map();
  const open = [];
  const times = [];
  const { getContext } = HTMLCanvasElement.prototype;
  HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
    const context = getContext.call(this, kind, ...rest);
    if (kind === 'webgl2' && context && !contexts.has(context))
      contexts.set(context, context.getExtension('EXT_disjoint_timer_query_webgl2'));
    return context;
  };
  function collect(gl, clock) {
    while (open[0] && gl.getQueryParameter(open[0], gl.QUERY_RESULT_AVAILABLE)) {
      const query = open.shift();
      const ms = gl.getQueryParameter(query, gl.QUERY_RESULT) / 1e6;
      gl.deleteQuery(query);
      if (ms > 0 && !gl.getParameter(clock.GPU_DISJOINT_EXT)) times.push(ms);
    }
  }
  const next = window.requestAnimationFrame.bind(window);
  // p5 draws in microtasks, after its callback has returned: a frame ends with the next task.
  const after = new MessageChannel();
  let end = null;
  after.port1.onmessage = () => {
    end();
    end = null;
  };
  window.requestAnimationFrame = (draw) => next((now) => {
    // Libraries try a context or two that nobody ever sees.
    const [gl, clock] = [...contexts].find(([{ canvas }, clock]) => clock && canvas.isConnected) ?? [];
    if (!gl || end || open.length >= AT_ONCE) return draw(now);
    const query = gl.createQuery();
    gl.beginQuery(clock.TIME_ELAPSED_EXT, query);
    end = () => {
      gl.endQuery(clock.TIME_ELAPSED_EXT);
      open.push(query);
      collect(gl, clock);
    };
    after.port2.postMessage(null);
    draw(now);
  });
  window.gpuMs = () => times.splice(0);
})()`;
