/** The demo's line to head office: real HTTP, with a switch that a person can throw. */
export class DemoLine {
  readonly url: string;
  isCut = false;

  constructor(url: string) {
    this.url = url;
  }

  readonly fetch: typeof fetch = async (...request) => {
    if (this.isCut) throw new TypeError('The line was cut on the bench.');
    return fetch(...request);
  };
}
