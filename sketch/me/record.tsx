import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { CreatureView } from '../../engine/show/ports.ts';
import { Plate } from '../parts/plate.tsx';
import { language, words } from '../words/words.ts';
import { Lineage } from './lineage.tsx';

type Found = 'looking' | 'unknown' | 'erased' | CreatureView;
const found = signal<Found>('looking');
const asking = signal(false);

async function look(code: string): Promise<void> {
  const response = await fetch(`/api/profiles/${code}`).catch(() => null);
  found.value = response?.ok ? await response.json() : 'unknown';
}

async function erase(code: string): Promise<void> {
  const response = await fetch(`/api/profiles/${code}`, { method: 'DELETE' }).catch(() => null);
  asking.value = false;
  if (response?.ok) found.value = 'erased';
}

/** Hands the card to whatever the phone shares with: the picture itself, not the code that could erase it. */
async function share(id: number, code: string): Promise<void> {
  const response = await fetch(`/api/profiles/${code}/card.png?lang=${language.value}`).catch(() => null);
  if (!response?.ok) return;
  const files = [new File([await response.blob()], `mishmash-${id}.png`, { type: 'image/png' })];
  // Whoever closes the phone's own dialogue has decided.
  if (navigator.canShare({ files })) await navigator.share({ files }).catch(() => {});
}

/** A visitor's own record: seen, saved, erased. */
export function OwnRecord({ code }: { code: string }) {
  useEffect(() => void look(code), [code]);
  const now = found.value;
  if (now === 'looking') return <p>…</p>;
  if (now === 'unknown') return <h1>{words.value.unknownCode}</h1>;
  if (now === 'erased') return <h1>{words.value.erased}</h1>;
  const picture = `/creatures/${now.id}.webp?size=512&code=${code}`;
  return (
    <>
      <h1>{now.profile?.name}</h1>
      <img class="portrait" src={picture} alt={words.value.hybrid} />
      <p>
        {now.id} · {words.value.madeByMachine}
      </p>
      <Plate attributes={now.profile?.attributes ?? []} />
      <Lineage id={now.id} />
      <p>
        {words.value.code}: <span class="code">{code}</span>
      </p>
      <a class="choice" href={picture} download={`${now.id}.webp`}>
        {words.value.download}
      </a>
      <a
        class="choice"
        href={`/api/profiles/${code}/card.png?lang=${language.value}`}
        download={`mishmash-${now.id}.png`}
      >
        {words.value.card}
      </a>
      <a
        class="choice"
        href={`/api/profiles/${code}/card.png?size=print&lang=${language.value}`}
        download={`mishmash-${now.id}-print.png`}
      >
        {words.value.cardPrint}
      </a>
      {'share' in navigator && (
        <button type="button" class="choice" onClick={() => void share(now.id, code)}>
          {words.value.share}
        </button>
      )}
      {asking.value ? (
        <div role="alertdialog" aria-label={words.value.eraseMe}>
          <p>{words.value.eraseSure}</p>
          <button type="button" class="choice" onClick={() => void erase(code)}>
            {words.value.eraseYes}
          </button>{' '}
          <button
            type="button"
            class="choice"
            onClick={() => {
              asking.value = false;
            }}
          >
            {words.value.eraseNo}
          </button>
        </div>
      ) : (
        <button
          type="button"
          class="choice"
          onClick={() => {
            asking.value = true;
          }}
        >
          {words.value.eraseMe}
        </button>
      )}
    </>
  );
}
