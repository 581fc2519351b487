import type { State } from '../show/state.ts';

const pages = [
  ['wall', 'The archive, for the projection.'],
  ['booth', 'The visit, for the small screen with camera and button.'],
  ['me', "A visitor's own phone."],
  ['desk', 'Every parameter, scenes and cues, for the artist.'],
  ['calibrate', 'Sensors, button, camera and projection, for the technician.'],
  ['health', 'What works and what does not.'],
  ['metrics', 'Figures for Prometheus.'],
  ['oscquery', 'What can be sent by OSC.'],
] as const;

/** The page at `/`: where everything is, for whoever sets the show up. */
export function indexHtml(state: State): string {
  const rows = pages.map(
    ([page, sentence]) => `<li><a href="/${page}">/${page}</a><span>${sentence}</span></li>`,
  );
  const show = escaped(state.show);
  const { births, visits, faults } = state;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${show}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/index.css">
<h1>${show}</h1>
<ul>
${rows.join('\n')}
</ul>
<p>${births} births, ${visits} visits, ${faults.length} faults.</p>
</html>
`;
}

/** What stands in for a page that is still being built; the browser asks again until it is there. */
export function unbuiltHtml(page: string, againS: number): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="${againS}">
<title>/${page}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/index.css">
<h1>One moment.</h1>
<p>The page /${page} is being built and opens by itself.</p>
<p>If it does not, run npm start again and read what it says of the pages.</p>
</html>
`;
}

export const indexStyle = `:root { color-scheme: dark; }
body { max-width: 54rem; margin: 12vh auto; padding: 0 1.5rem; background: #0b0b0a; color: #d9d2c3; font: 1.1rem/1.6 ui-monospace, monospace; }
h1 { font-weight: 400; }
ul { padding: 0; list-style: none; border-top: 1px solid #3b382f; }
li { display: flex; flex-wrap: wrap; gap: 0 2rem; padding: 0.6rem 0; border-bottom: 1px solid #3b382f; }
a { min-width: 9rem; color: inherit; }
span, p { color: #a49d8d; }
`;

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
