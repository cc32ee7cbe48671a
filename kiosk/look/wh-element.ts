import { updateWhenLocaleChanges } from '@lit/localize';
import { LitElement } from 'lit';

/** An element of the kiosk: it shows its words anew when the language changes. */
export class WhElement extends LitElement {
  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  /** Tells the element that holds this one what a person did. Crosses shadow roots. */
  protected tell<Detail>(did: string, detail?: Detail): void {
    this.dispatchEvent(new CustomEvent(did, { detail, bubbles: true, composed: true }));
  }
}
