/** How often a page looks whether it may load itself anew, once it wants to, in ms. */
const EVERY_MS = 500;
/** The build that this window has already been loaded anew for: once is enough, also where the old one comes again. */
const TRIED = 'renewed-for';

/** The scripts and styles that a page is loaded with; their names change with what is in them. */
export function buildOf(page: ParentNode): string {
  const parts = page.querySelectorAll('script[type="module"][src], link[rel="stylesheet"][href]');
  return [...parts].map((part) => part.getAttribute('src') ?? part.getAttribute('href')).join(' ');
}

/** Loads the page anew, once `mayReload` holds: when it is asked to, and when the engine serves another build of it. */
export function renewal(mayReload: () => boolean): { ask(): void; check(): Promise<void> } {
  const own = buildOf(document);
  let wanted = false;

  function ask(): void {
    if (wanted) return;
    wanted = true;
    setInterval(() => {
      if (mayReload()) location.reload();
    }, EVERY_MS);
  }

  return {
    ask,
    async check() {
      const answer = await fetch(location.href, { cache: 'no-store' }).catch(() => null);
      if (!answer?.ok) return;
      const served = buildOf(new DOMParser().parseFromString(await answer.text(), 'text/html'));
      if (served === '' || served === own || sessionStorage.getItem(TRIED) === served) return;
      sessionStorage.setItem(TRIED, served);
      ask();
    },
  };
}
