import { mainFacts } from './facts.ts';
import { type Html, html } from './html.ts';
import type { BranchView, EventView } from './overview.ts';
import {
  ASIDE,
  agoWords,
  clockWords,
  kindWords,
  type Language,
  lengthWords,
  PAGE,
  silenceWords,
  TROUBLES,
} from './words.ts';

export type PageView = {
  /** Belongs to a demo workshop, and says so. */
  readonly demo: boolean;
  readonly language: Language;
  readonly timeZone: string;
  /** Head office's clock, UTC milliseconds. */
  readonly now: number;
  readonly branches: readonly BranchView[];
  /** The branch whose events are listed. */
  readonly selected: string | null;
  readonly events: readonly EventView[];
};

export const QUIET_MS = 60_000;
export const LOST_MS = 10 * 60_000;
/** A clock that is further off than this puts records into the wrong hour. */
const CLOCK_WRONG_MS = 5 * 60_000;

type Words = (word: keyof typeof PAGE) => string;
type State = 'ready' | 'waiting' | 'stopped';

export function contactState(silence_ms: number): State {
  if (silence_ms > LOST_MS) return 'stopped';
  return silence_ms > QUIET_MS ? 'waiting' : 'ready';
}

const CONTACT_WORD = { ready: 'live', waiting: 'quiet', stopped: 'lost' } as const;

function timeText(at: number, view: PageView, withDay: boolean): string {
  return new Intl.DateTimeFormat('zh-CN', {
    timeZone: view.timeZone,
    hour12: false,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    ...(withDay ? { month: '2-digit', day: '2-digit' } : {}),
  }).format(at);
}

export function renderPage(view: PageView): string {
  const say: Words = (word) => PAGE[word][view.language];
  const silent = view.branches.filter((branch) => silence_ms(branch, view) > LOST_MS).length;
  const other = view.language === 'zh' ? 'en' : 'zh';
  const asOf = timeText(view.now, view, false);
  return html`<!doctype html>
<html lang="${view.language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${say('title')}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css">
<script src="/page.js" defer></script>
</head>
<body>
<p class="no-answer" role="alert">${say('noAnswer')} <b class="fig">${asOf}</b></p>
<header class="bar">
  <h1>${say('title')}</h1>
  ${view.demo ? html`<b class="demo">演示 DEMO</b>` : null}
  <p class="sum"><b class="fig">${view.branches.length}</b> ${say(view.branches.length === 1 ? 'branch' : 'branches')}${
    silent === 0 ? null : html` · <b class="bad"><span class="fig">${silent}</span> ${say('silent')}</b>`
  }</p>
  <p class="as-of">${say('asOf')} <span class="fig">${asOf}</span></p>
  <a class="language" href="?lang=${other}${view.selected === null ? null : html`&amp;branch=${encodeURIComponent(view.selected)}`}" lang="${other}">${say('other')}</a>
</header>
<main>
${view.branches.length === 0 ? html`<p class="card empty">${say('none')}</p>` : view.branches.map((branch) => branchCard(branch, view, say))}
</main>
</body>
</html>
`.html;
}

/** The random half of a UUIDv7 tells branches apart; its beginning is only the time at which it was made. */
function shortId(branch: string): string {
  return branch.length === 36 ? `…${branch.slice(-8)}` : branch;
}

function silence_ms(branch: BranchView, view: PageView): number {
  return Math.max(0, view.now - branch.last_contact);
}

function branchCard(branch: BranchView, view: PageView, say: Words): Html {
  const silence = silence_ms(branch, view);
  const state = contactState(silence);
  const open = branch.branch === view.selected;
  return html`<section class="card branch ${state}" ${open ? html`id="open" ` : null}data-branch="${branch.branch}" data-contact="${state}">
  <div class="head">
    <h2>${branch.name ?? branch.branch}</h2>
    ${branch.name === null ? null : html`<span class="faint fig" title="${branch.branch}">${shortId(branch.branch)}</span>`}
    <span class="chip ${state}">${say(CONTACT_WORD[state])} · ${agoWords(silence, view.language)}</span>
    ${branch.epoch === null ? null : html`<span class="faint">${say('epoch')} <span class="fig">${branch.epoch.slice(0, 8)}${branch.epochs > 1 ? ` (${branch.epochs})` : ''}</span></span>`}
    ${open ? null : html`<a class="show" href="?lang=${view.language}&amp;branch=${encodeURIComponent(branch.branch)}#open">${say('show')}</a>`}
  </div>
  ${warnings(branch, state, silence, view)}
  ${factsOf(branch, state, silence, view, say)}
  ${open ? eventTable(view, say) : null}
</section>`;
}

function warnings(branch: BranchView, state: State, silence: number, view: PageView): Html {
  const { language } = view;
  const lines: Html[] = [];
  if (branch.trouble !== null) {
    lines.push(html`<p class="warning stopped">${TROUBLES[branch.trouble]?.[language] ?? branch.trouble}</p>`);
  }
  if (state !== 'ready') {
    lines.push(html`<p class="warning ${state}">${silenceWords(silence, branch.waiting, language)}</p>`);
  }
  const ahead = branch.clock_ahead_ms ?? 0;
  if (Math.abs(ahead) > CLOCK_WRONG_MS) lines.push(html`<p class="warning waiting">${clockWords(ahead, language)}</p>`);
  return html`${lines}`;
}

function factsOf(branch: BranchView, state: State, silence: number, view: PageView, say: Words): Html {
  const { language } = view;
  const { last } = branch;
  const waited = branch.oldest_waiting === null ? null : Math.max(0, view.now - branch.oldest_waiting);
  const figure = (label: string, text: string, note: string | null, look: string): Html =>
    html`<div class="${look}"><dt>${label}</dt><dd><span class="fig">${text}</span>${note === null ? null : html` <small>${note}</small>`}</dd></div>`;
  return html`<dl class="facts">
    <div class="wide"><dt>${say('lastEvent')}</dt><dd>${
      last === null
        ? '—'
        : html`${last.kind === null ? say('unreadable') : kindWords(last.kind, language)} <small class="fig">${last.at === null ? '' : timeText(last.at, view, true)}</small>`
    }</dd></div>
    ${figure(say('seq'), branch.last_seq === null ? '—' : String(branch.last_seq), null, '')}
    ${figure(say('waiting'), String(branch.waiting), say('records'), branch.waiting > 0 ? 'look-waiting' : '')}
    ${figure(say('oldest'), waited === null ? say('noneWaiting') : lengthWords(waited, language), null, waited === null ? 'look-none' : 'look-waiting')}
    ${figure(say('contact'), agoWords(silence, language), null, state === 'ready' ? '' : `look-${state}`)}
    ${figure(say('aside'), String(branch.put_aside), say('records'), branch.put_aside > 0 ? 'look-stopped' : '')}
  </dl>`;
}

function eventTable(view: PageView, say: Words): Html {
  if (view.events.length === 0) return html`<p class="empty">${say('nothing')}</p>`;
  return html`<div class="records" tabindex="0"><table>
  <caption>${say('newest')}</caption>
  <thead><tr><th class="right">${say('number')}</th><th>${say('time')}</th><th>${say('what')}</th><th>${say('facts')}</th></tr></thead>
  <tbody>${view.events.map((event) => eventRow(event, view, say))}</tbody>
</table></div>`;
}

function eventRow(event: EventView, view: PageView, say: Words): Html {
  const { language } = view;
  const facts = mainFacts(event.payload, language).map(
    ({ label, text }) => html`<span class="fact"><span class="faint">${label}</span> ${text}</span>`,
  );
  const aside = event.aside === null ? null : (ASIDE[event.aside]?.[language] ?? event.aside);
  return html`<tr data-seq="${event.seq}"><td class="fig right">${event.seq}</td><td class="fig time">${
    event.at === null ? '—' : timeText(event.at, view, true)
  }</td><td class="kind" title="${event.kind ?? ''}">${event.kind === null ? say('unreadable') : kindWords(event.kind, language)}</td><td>${
    aside === null ? null : html`<span class="chip stopped">${aside}</span> `
  }${facts}</td></tr>`;
}
