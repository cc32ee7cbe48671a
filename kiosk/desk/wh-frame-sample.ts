import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FrameSample } from '../hub/contracts.ts';
import { shared } from '../look/shared.ts';
import { WhElement } from '../look/wh-element.ts';
import { say } from '../words/say.ts';

/** A stretch of the log as it would stand in a profile, to be looked at and taken along. */
@customElement('wh-frame-sample')
export class WhFrameSample extends WhElement {
  static override styles = [
    shared,
    css`
      :host { display: grid; gap: 10px; }
      .top { display: flex; align-items: center; gap: 12px; flex-wrap: wrap; }
      pre { max-height: 30vh; overflow: auto; padding: 12px 14px; border-radius: var(--r); background: var(--raised); font: 400 14px/1.5 var(--mono); box-shadow: inset 0 0 0 1px var(--line); }
      .said { color: var(--stopped); font-weight: 600; }
    `,
  ];
  @property({ attribute: false }) sample: FrameSample | null = null;

  override render(): TemplateResult | typeof nothing {
    const { sample } = this;
    if (sample === null) return nothing;
    const { yaml, problem, file, frames } = sample;
    if (yaml === null) {
      const code = problem?.code ?? 'nothing-there';
      return html`<p class="said" role="alert" data-problem=${code}>${say(`log.problem-${code}`, { detail: problem?.detail ?? '' })}</p>`;
    }
    const name = (file.split('/').at(-1) ?? 'sample.yaml').replace('.yaml', '.sample.yaml');
    return html`<div class="top">
        <b>${say('log.sample-title', { frames })}</b><span class="muted grow">${say('log.sample-why', { file })}</span>
        <a class="btn quiet small" data-act="download" download=${name} href=${`data:application/yaml;charset=utf-8,${encodeURIComponent(yaml)}`}>${say('log.download')}</a>
      </div>
      <pre data-yaml tabindex="0">${yaml}</pre>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wh-frame-sample': WhFrameSample;
  }
}
