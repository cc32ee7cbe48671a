import { css } from 'lit';

/** Dark, large, for gloves and two metres: targets of 64 px and more, 16 px apart, actions in the lower half. */
export const bayLook = css`
  :host { --lot-size: 64px; --lot-gap: 16px; display: grid; grid-template-rows: auto minmax(0, 1fr) auto; height: 100vh; background: var(--ground); color: var(--ink); }
  main { display: grid; grid-template-columns: minmax(0, 1fr) 420px; gap: 16px; padding: 16px 24px; min-height: 0; position: relative; }
  .side { min-height: 0; }
  .work { display: grid; grid-template-rows: auto minmax(0, 1fr); min-height: 0; overflow: hidden; }
  .car { display: flex; align-items: center; gap: 24px; padding: 20px 24px; border-bottom: 1px solid var(--line); }
  .car wh-plate { font-size: 56px; flex: none; }
  .car b { font-size: 26px; font-weight: 600; display: block; }
  .car small { font-size: 18px; color: var(--ink-2); }
  .none { display: grid; place-content: center; text-align: center; gap: 12px; padding: 24px; font-size: 26px; }
  .none p { color: var(--ink-2); font-size: 18px; }
  h2 { font-size: 17px; font-weight: 500; color: var(--ink-2); padding: 14px 20px 6px; display: flex; gap: 10px; align-items: center; }
  .rows { overflow-y: auto; min-height: 0; padding-bottom: 8px; }
  .row { display: grid; grid-template-columns: 130px minmax(0, 1fr) auto; align-items: center; gap: 16px; padding: 8px 20px; min-height: 68px; border-top: 1px solid var(--line); }
  .row .qty { font: 500 36px/1 var(--figures); text-align: right; }
  .row .qty small { font: 400 15px var(--text); color: var(--ink-2); margin-left: 6px; }
  .row b { font-size: 20px; font-weight: 500; display: block; }
  .row small { color: var(--ink-2); font-size: 15px; }
  .row .end { min-height: 64px; min-width: 64px; }
  .pick { grid-column: 1 / 3; display: grid; grid-template-columns: subgrid; align-items: center; min-height: 64px; padding: 0; border: 0; border-radius: var(--r); background: none; color: inherit; font: inherit;
    text-align: left; cursor: pointer; touch-action: manipulation; }
  .pick .change { margin-left: 12px; color: var(--working); font-weight: 600; }
  .pick:active { background: var(--raised); }
  .row.bad { background: var(--stopped-soft); }
  .row.bad .why { color: var(--stopped); font-weight: 600; font-size: 16px; }
  footer { display: grid; grid-template-columns: 1fr 1fr 1fr 1.4fr; gap: 16px; padding: 16px 24px; border-top: 1px solid var(--line); background: var(--surface); }
  footer .btn { min-height: 104px; flex-direction: column; gap: 6px; font-size: 28px; font-weight: 600; white-space: normal; }
  footer .btn small { font-size: 16px; font-weight: 400; opacity: 0.8; }
  .notice { padding: 10px 20px; color: var(--ready); font-weight: 600; font-size: 19px; }
  .said { padding: 10px 20px; color: var(--stopped); font-weight: 600; font-size: 19px; }
  .last { padding: 10px 20px 14px; font-size: 17px; color: var(--ink-2); }
  .stale > :not(.age) { filter: grayscale(1); opacity: 0.55; }
  .age { position: absolute; left: 50%; top: 40%; translate: -50% 0; padding: 18px 32px; border-radius: var(--r-big); background: var(--ink); color: var(--on-ink); font-size: 24px; font-weight: 600; z-index: 2; max-width: 90%; }
  .person { display: flex; align-items: center; gap: 12px; font-size: 17px; }
  .dialogs { position: absolute; }
  @media (max-width: 1100px) { main { grid-template-columns: minmax(0, 1fr) 410px; gap: 12px; padding: 10px 12px; } .car wh-plate { font-size: 40px; } .car b { font-size: 20px; } .car { padding: 12px 16px; gap: 16px; } footer { padding: 10px 12px; gap: 16px; } }
  @media (max-height: 700px) { footer .btn { min-height: 72px; font-size: 22px; } footer .btn small { font-size: 14px; } .row { min-height: 60px; } .row .qty { font-size: 30px; } .car { padding-block: 8px; } }
  @media (max-width: 600px) {
    :host { height: auto; min-height: 100vh; }
    main { grid-template-columns: minmax(0, 1fr); }
    .car { flex-wrap: wrap; } .car wh-plate { font-size: 32px; }
    .row { grid-template-columns: 72px minmax(0, 1fr) auto; }
    .row .cut { white-space: normal; }
    footer { grid-template-columns: 1fr 1fr; position: sticky; bottom: 0; }
    footer .btn { min-height: 72px; font-size: 20px; padding: 0 8px; }
  }
  @media (min-width: 1700px) { .car wh-plate { font-size: 76px; } .row b { font-size: 24px; } .row { min-height: 84px; } footer .btn { min-height: 128px; font-size: 34px; } }
`;
