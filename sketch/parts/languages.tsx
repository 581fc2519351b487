import { chooseLanguage, type Language, language, languages } from '../words/words.ts';

/** One tap to another language, in its own words. */
export function Languages() {
  return (
    <nav class="languages" aria-label="Language">
      {(Object.keys(languages) as Language[]).map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          aria-pressed={language.value === one}
          onClick={() => chooseLanguage(one)}
        >
          {languages[one].language}
        </button>
      ))}
    </nav>
  );
}
