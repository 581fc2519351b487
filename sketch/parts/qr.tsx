import { generate } from 'lean-qr';
import { useEffect, useRef } from 'preact/hooks';

/** A QR code of `text`, drawn on a canvas. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current)
      generate(text).toCanvas(canvas.current, { on: [11, 10, 9, 255], off: [232, 224, 208, 255] });
  }, [text]);
  return <canvas ref={canvas} class="qr" role="img" aria-label={label} />;
}
