/** What lies between a phone and the portal: one address, behind which the server can change, and which can fail. */

import { createServer, request as ask, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** As a hotel answers until somebody agrees: its own page, whatever was asked for. */
const HOTEL = '<!doctype html><title>Hotel</title><h1>Welcome. Please accept our terms.</h1>';

export class Network {
  /** `cut`: nothing is answered. `captive`: the hotel's page, as what was asked for. */
  state: 'open' | 'cut' | 'captive' = 'open';
  /** Where requests go. */
  to = '';
  /** What is done to single addresses, before anything else: `true` where it was answered. */
  instead: (asked: IncomingMessage, answer: ServerResponse) => boolean = () => false;
  readonly asked: IncomingMessage[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Network> {
    const server = createServer((asked, answer) => network.pass(asked, answer));
    const network = new Network(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return network;
  }

  get url(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  private pass(asked: IncomingMessage, answer: ServerResponse): void {
    this.asked.push(asked);
    if (this.instead(asked, answer)) return;
    if (this.state === 'cut') return void asked.socket.destroy();
    if (this.state === 'captive') {
      const path = new URL(asked.url!, this.url).pathname;
      const kind = { js: 'text/javascript', css: 'text/css', wasm: 'application/wasm' }[path.split('.').pop()!];
      answer.writeHead(200, { 'content-type': kind ?? 'text/html' }).end(HOTEL);
      return;
    }
    const onward = ask(this.to + asked.url, { method: asked.method, headers: asked.headers, setHost: false }, (from) => {
      answer.writeHead(from.statusCode!, from.headers);
      from.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    asked.pipe(onward);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
