import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Router } from 'express';
import type { Health } from '../show/ports.ts';
import type { Stage } from '../show/stage.ts';
import { onlyMethods } from './errors.ts';

interface Metric {
  name: string;
  kind: 'gauge' | 'counter';
  help: string;
  samples: [labels: Record<string, string>, value: number][];
}

const DELAY_STEP_MS = 5;

/** GET /metrics: Prometheus text; the numbers of every edge's health are figures of its own. */
export function metricsRoute(router: Router, stage: Stage, health: () => Record<string, Health>): void {
  const delays = monitorEventLoopDelay({ resolution: DELAY_STEP_MS });
  delays.enable();
  /** Since the figures were asked for last. */
  const loopMetric = (): Metric => {
    const seconds = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - DELAY_STEP_MS) / 1000;
    const samples: Metric['samples'] = [
      [{ quantile: '0.5' }, seconds(delays.percentile(50))],
      [{ quantile: '0.99' }, seconds(delays.percentile(99))],
      [{ quantile: '1' }, seconds(delays.max)],
    ];
    delays.reset();
    return {
      name: 'mishmash_event_loop_delay_seconds',
      kind: 'gauge',
      help: 'How late the engine came to what was due.',
      samples,
    };
  };
  router
    .route('/metrics')
    .get((_req, res) => {
      const text = [...showMetrics(stage), loopMetric(), ...edgeMetrics(health())].map(written).join('');
      res.set('Cache-Control', 'no-store').type('text/plain; version=0.0.4; charset=utf-8').send(text);
    })
    .all(onlyMethods('GET'));
}

function showMetrics(stage: Stage): Metric[] {
  const { births, visits, wall, faults, phase, open, sleep } = stage.state();
  const hanging = wall.filter((id) => id !== null).length;
  return [
    one('mishmash_revision', 'counter', 'Events so far.', stage.revision),
    one('mishmash_births', 'counter', 'Creatures born.', births),
    one('mishmash_visits', 'counter', 'Visits begun.', visits),
    one('mishmash_hanging', 'gauge', 'Creatures on the wall.', hanging),
    one('mishmash_slots', 'gauge', 'Places on the wall.', wall.length),
    one('mishmash_open', 'gauge', 'Whether the show is open.', Number(open)),
    one('mishmash_asleep', 'gauge', 'Whether the show sleeps.', Number(sleep.asleep)),
    { ...one('mishmash_phase', 'gauge', 'The phase of the visit.', 1), samples: [[{ phase }, 1]] },
    {
      name: 'mishmash_fault',
      kind: 'gauge',
      help: 'Faults that stand.',
      samples: faults.map(({ code, where }) => [{ code, where }, 1]),
    },
    one('mishmash_resident_bytes', 'gauge', 'Memory of the engine.', process.memoryUsage.rss()),
    one('mishmash_uptime_seconds', 'gauge', 'Time since the engine started.', process.uptime()),
  ];
}

function edgeMetrics(edges: Record<string, Health>): Metric[] {
  const all = Object.entries(edges);
  const figures = all.flatMap(([edge, { figures }]) =>
    Object.entries(figures).flatMap(([figure, value]): Metric['samples'] =>
      typeof value === 'number' && Number.isFinite(value) ? [[{ edge, figure }, value]] : [],
    ),
  );
  const up = all.map(([edge, { ok }]): Metric['samples'][number] => [{ edge }, Number(ok)]);
  return [
    { name: 'mishmash_edge_up', kind: 'gauge', help: 'Whether an edge works.', samples: up },
    { name: 'mishmash_edge_figure', kind: 'gauge', help: "An edge's own figures.", samples: figures },
  ];
}

function one(name: string, kind: Metric['kind'], help: string, value: number): Metric {
  return { name, kind, help, samples: [[{}, value]] };
}

function written({ name, kind, help, samples }: Metric): string {
  const lines = samples.map(([labels, value]) => {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
    return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}\n`;
  });
  return `# HELP ${name} ${help}\n# TYPE ${name} ${kind}\n${lines.join('')}`;
}

function escaped(text: string): string {
  return text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
}
