/** The real server binary, on a free port, with a database of its own. */

import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Bundle } from './bundles';

export const ROOT = resolve(import.meta.dirname, '../..');
export const BINARY = process.env.MIKATA_BINARY ?? join(ROOT, 'target/debug/mikata');
const LOGS = join(ROOT, 'e2e/results');

/** The facility that the official examples, and ours, come from. */
export const FACILITY = '1318814790';

/** The day that the shared portal goes by: the official patient summary (2024-07-07) is 25 days old. */
export const TODAY = '2024-08-01';

/** Folders that portals of {@link TODAY} begin with instead of writing everybody again, as {@link globalSetup} left them. */
const LEFT = { people: 'MIKATA_PEOPLE', everything: 'MIKATA_EVERYTHING' } as const;

/** The door of a portal that runs already, and what opens it. */
export class Door {
  constructor(
    readonly url: string,
    readonly key: string,
  ) {}

  /** Of the portal that the specs of this worker share. */
  static ofTheSharedPortal(): Door {
    const { MIKATA_URL: url, MIKATA_KEY: key } = process.env;
    if (!url || !key) throw new Error('This worker has started no portal.');
    return new Door(url, key);
  }

  /** As a hospital sends: one Bundle, with the facility's key. */
  send(bundle: Bundle | string): Promise<Response> {
    return fetch(`${this.url}/fhir`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.key}`, 'content-type': 'application/fhir+json' },
      body: typeof bundle === 'string' ? bundle : JSON.stringify(bundle),
    });
  }

  /** Sends, and says in full why a Bundle was refused. */
  async sendAccepted(bundle: Bundle | string): Promise<void> {
    const answer = await this.send(bundle);
    if (![200, 201].includes(answer.status)) throw new Error(`/fhir answered ${answer.status}: ${await answer.text()}`);
  }
}

interface Start {
  today: string;
  log: string;
  options?: string[];
  /** Beginning with the invented people alone, or with everything that specs expect of the portal that they share. */
  like?: keyof typeof LEFT;
}

export class Portal extends Door {
  private constructor(
    url: string,
    key: string,
    private readonly process: ChildProcess,
    private readonly folder: string,
    /** Where it keeps everything, for what an operator types. */
    readonly database: string,
  ) {
    super(url, key);
  }

  /** Starts with the invented people of the demonstration and a key for {@link FACILITY}. */
  static async start({ today, log, options = [], like = 'people' }: Start): Promise<Portal> {
    for (const [needed, made] of [[BINARY, 'cargo build'], [join(ROOT, 'target/dist/index.html'), 'cargo xtask web']]) {
      if (!existsSync(needed)) throw new Error(`${needed} is missing: make it with \`${made}\``);
    }
    await mkdir(LOGS, { recursive: true });
    const folder = await mkdtemp(join(tmpdir(), 'mikata-e2e-'));
    const left = today === TODAY ? process.env[LEFT[like]] : undefined;
    if (left) await cp(left, folder, { recursive: true });
    const database = `sqlite://${join(folder, 'mikata.db')}`;
    const port = await freePort();
    const output = await open(join(LOGS, log), 'w');
    const server = spawn(
      BINARY,
      [
        ...['serve', '--demo', '--listen', `127.0.0.1:${port}`, '--database', database, '--today', today],
        ...['--witness-file', join(folder, 'witness')],
        ...options,
      ],
      { cwd: ROOT, stdio: ['ignore', output.fd, output.fd] },
    );
    // The name, not the number: what browsers allow on a secure place they allow on localhost.
    const url = `http://localhost:${port}`;
    try {
      await ready(url, server);
      const key = left ? process.env.MIKATA_KEY! : await createKey(database);
      return new Portal(url, key, server, folder, database);
    } catch (error) {
      server.kill('SIGKILL');
      throw new Error(`${error}\n${await readFile(join(LOGS, log), 'utf8')}`);
    } finally {
      await output.close();
    }
  }

  /** The file of its database. */
  get databaseFile(): string {
    return join(this.folder, 'mikata.db');
  }

  /** As an operator does it; rejects with the output where the exit code is not 0. */
  verifyLog(): Promise<{ stdout: string }> {
    const witness = ['--witness', join(this.folder, 'witness')];
    return promisify(execFile)(BINARY, ['log', 'verify', '--database', this.databaseFile, ...witness], { cwd: ROOT });
  }

  async stop(): Promise<void> {
    await this.end();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Stops, and leaves its folder for portals that start later with the same people; returns how to remove it. */
  async leave(as: keyof typeof LEFT): Promise<() => Promise<void>> {
    await this.end();
    process.env[LEFT[as]] = this.folder;
    process.env.MIKATA_KEY = this.key;
    return () => rm(this.folder, { recursive: true, force: true });
  }

  private async end(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    if (this.process.exitCode === null) {
      this.process.kill('SIGTERM');
      const impatience = setTimeout(() => this.process.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(impatience);
    }
  }
}

async function ready(url: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (server.exitCode !== null) throw new Error(`The server ended with ${server.exitCode} before it was ready.`);
    const answer = await fetch(`${url}/healthz`).catch(() => undefined);
    if (answer?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The server was not ready within 60 seconds.');
}

/** As an operator does it: first the facility, then its key, which is shown once on standard output. */
async function createKey(database: string): Promise<string> {
  const mikata = (...words: string[]) => promisify(execFile)(BINARY, [...words, '--database', database], { cwd: ROOT });
  await mikata('facility', 'add', FACILITY, '試験みなと診療所');
  const { stdout } = await mikata('key', 'create', '--facility', FACILITY, '--label', 'e2e');
  const key = stdout.match(/\bmk_[\w-]{16,}/)?.[0];
  if (!key) throw new Error('`mikata key create` showed no key.');
  return key;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port was found.');
  return address.port;
}
