import { css } from 'lit';

export const benchLook = css`
  :host { display: flex; flex-direction: column; height: 100vh; overflow: hidden; }
  main { flex: 1; display: grid; grid-template-columns: minmax(0, 1fr) 400px; min-height: 0; }
  main.empty { place-content: center; grid-template-columns: auto; font-size: 22px; color: var(--ink-2); }
  .cards { display: flex; flex-direction: column; gap: 16px; padding: 16px 8px 12px 24px; min-height: 0; }
  .board { flex: 1; display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)) minmax(0, 1.25fr); gap: 14px; min-height: 0; padding-right: 12px; }
  .board .group { display: flex; flex-direction: column; min-height: 0; }
  .board .grid { display: grid; align-content: start; gap: 8px; overflow-y: auto; min-height: 0; padding: 2px 2px 12px; }
  .cards > wh-scanner-bench, .cards > .group { margin-right: 12px; }
  .machines { overflow-y: auto; display: flex; flex-direction: column; gap: 16px; padding: 16px 24px 32px 16px; border-left: 1px solid var(--line); background: var(--raised); }
  .kinds { display: flex; border-radius: var(--r); box-shadow: inset 0 0 0 1.5px var(--line-strong); overflow: hidden; flex: none; }
  .kinds .btn { flex: 1 1 auto; flex-direction: column; gap: 2px; padding: 4px 6px; min-height: 56px; border-radius: 0; box-shadow: none; }
  .kinds .btn[aria-pressed='true'] { background: var(--ink); color: var(--on-ink); box-shadow: none; }
  .kinds .fig { font-size: 15px; }
  .machine { display: none; grid-template-columns: minmax(0, 1fr); gap: 16px; align-content: start; }
  .machine.shown { display: grid; }
  .office { display: flex; flex-wrap: wrap; gap: 8px; }
  .office .btn { padding: 0 10px; flex: 1 1 auto; }
  .btn[aria-pressed='true'] { background: var(--waiting-soft); color: var(--waiting); box-shadow: inset 0 0 0 1.5px var(--waiting); }
  .title { display: flex; align-items: center; gap: 10px; margin-bottom: 8px; min-height: 32px; }
  .title h2 { font-size: 18px; }
  .title b, .steps b { display: grid; place-items: center; min-width: 28px; height: 28px; padding: 0 8px; border-radius: 999px; background: var(--working); color: var(--surface); font: 600 16px/1 var(--figures); white-space: nowrap; }
  .filter { margin-bottom: 8px; }
  .filter::part(base) { min-height: 48px; }
  .group[data-group='command'] .grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(100px, 1fr)); gap: 10px; }
  .steps { display: flex; align-items: center; justify-content: center; flex-wrap: wrap; gap: 4px 14px; list-style: none; padding: 8px 24px; font-size: 16px; background: var(--working-soft); }
  .steps li { display: flex; align-items: center; gap: 8px; white-space: nowrap; }
  .steps li + li + li::before { content: '→'; color: var(--ink-3); margin-right: 6px; }
  .steps b { min-width: 24px; height: 24px; padding: 0 6px; font-size: 14px; }
  .group[data-group='command'] { display: flex; align-items: stretch; gap: 14px; }
  .group[data-group='command'] .title { margin: 0; }
  .group[data-group='command'] .grid { flex: 1; }
  .failure { padding: 10px 24px; background: var(--stopped); color: var(--on-ink); font-size: 18px; font-weight: 600; }
  .stale { filter: grayscale(1); opacity: 0.6; }
  @media (max-width: 1100px) { .steps { font-size: 13px; padding: 6px 12px; gap: 4px 8px; } .steps li { gap: 5px; } .steps li + li + li::before { margin-right: 2px; } main { grid-template-columns: minmax(0, 1fr) 320px; } .cards { padding: 10px 4px 8px 16px; gap: 8px; } .machines { padding: 10px 16px 24px; gap: 10px; } .group[data-group='command'] .title h2 { display: none; } }
  @media (min-width: 1700px) {
    main { grid-template-columns: minmax(0, 1fr) 860px; }
    .machines { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); grid-template-rows: auto auto auto 1fr; align-items: start; gap: 16px 24px; }
    .machines > * { grid-column: 1; }
    .machine { display: grid; }
    .kinds { display: none; }
    .machine[data-machine='printer'] { grid-column: 2; grid-row: 1 / span 4; }
  }
`;
