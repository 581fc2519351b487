import { render } from 'preact';
import { Languages } from '../parts/languages.tsx';
import { OwnRecord } from './record.tsx';
import { Send } from './send.tsx';

const code = /^\/me\/([\w-]+)$/.exec(location.pathname)?.[1];

render(
  <>
    {code ? <OwnRecord code={code} /> : <Send />}
    <Languages />
  </>,
  document.getElementById('me')!,
);
