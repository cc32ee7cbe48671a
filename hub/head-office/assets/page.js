// Asks again every five seconds. When head office does not answer, the page says so instead of showing old news as new.
const EVERY_MS = 5000;

async function refresh() {
  try {
    const response = await fetch(location.href, { cache: 'no-store', signal: AbortSignal.timeout(EVERY_MS) });
    if (!response.ok) throw new Error(String(response.status));
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    for (const part of ['header', 'main', '.no-answer']) {
      const fresh = page.querySelector(part);
      const old = document.querySelector(part);
      if (fresh && old && fresh.innerHTML !== old.innerHTML) old.replaceChildren(...fresh.childNodes);
    }
    delete document.body.dataset.noAnswer;
  } catch {
    document.body.dataset.noAnswer = '';
  }
  setTimeout(refresh, EVERY_MS);
}

setTimeout(refresh, EVERY_MS);
