import { plateWords, remarksOf, translated } from '../../engine/show/plate-words.ts';
import type { Attribute } from '../../engine/show/record.ts';
import { language, words } from '../words/words.ts';

const LONG = 24;

/** The attributes as on an engine's type plate. */
export function Plate({ attributes }: { attributes: readonly Attribute[] }) {
  const shown = attributes.map((one) => translated(one, plateWords(language.value)));
  const remarks = remarksOf(shown);
  return (
    <>
      <dl class="plate">
        {shown.map((one) => (
          <div key={one.name} class={one.value.length > LONG ? 'long' : ''}>
            <dt>{one.name}</dt>
            <dd>
              {one.value} {one.unit}
              {one.guess && (
                <small>
                  {words.value.guess}
                  {one.confidence !== null && ` ${Math.round(one.confidence * 100)} %`}
                </small>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {remarks.length > 0 && (
        <blockquote class="remarks">
          {remarks.map((one) => (
            <p key={one}>{one}</p>
          ))}
        </blockquote>
      )}
    </>
  );
}
