import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Kin } from '../../engine/show/ports.ts';
import { words } from '../words/words.ts';

const DEPTH = 3;
const SHOWN = 12;
const kin = signal<Kin[]>([]);

async function look(id: number): Promise<void> {
  const response = await fetch(`/api/creatures/${id}/lineage?depth=${DEPTH}`).catch(() => null);
  kin.value = response?.ok ? await response.json() : [];
}

/** What a profile was bred from, and what has been bred from it since. */
export function Lineage({ id }: { id: number }) {
  useEffect(() => void look(id), [id]);
  const above = kin.value.filter(({ depth }) => depth < 0).slice(0, SHOWN);
  const below = kin.value.filter(({ depth }) => depth > 0).slice(0, SHOWN);
  return (
    <>
      <Row title={words.value.bredFrom} kin={above} />
      <Row title={words.value.bredSince} kin={below} />
    </>
  );
}

function Row({ title, kin: some }: { title: string; kin: readonly Kin[] }) {
  if (some.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul class="kin">
        {some.map(({ id, name, generation }) => (
          <li key={id}>
            <img
              src={`/creatures/${id}.webp?size=128`}
              alt=""
              onError={(event) => {
                // Erased or withheld: the number stays.
                event.currentTarget.hidden = true;
              }}
            />
            {name ?? id} · {generation}
          </li>
        ))}
      </ul>
    </section>
  );
}
