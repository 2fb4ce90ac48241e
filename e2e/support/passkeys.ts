/** An authenticator in the browser itself, as a phone has one, and invitations as a facility's desk makes them. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { CDPSession, Page } from '@playwright/test';
import type { Person } from './bundles';
import { BINARY, FACILITY, ROOT } from './server';

export class Authenticator {
  private constructor(
    private readonly session: CDPSession,
    private readonly id: string,
  ) {}

  /** Holds passkeys, knows its owner, and touches itself. */
  static async in(page: Page): Promise<Authenticator> {
    const session = await page.context().newCDPSession(page);
    await session.send('WebAuthn.enable');
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return new Authenticator(session, authenticatorId);
  }

  async passkeys(): Promise<number> {
    const { credentials } = await this.session.send('WebAuthn.getCredentials', { authenticatorId: this.id });
    return credentials.length;
  }

  /** Whether whoever holds the device proves to be its owner. */
  async setOwnerVerified(isUserVerified: boolean): Promise<void> {
    await this.session.send('WebAuthn.setUserVerified', { authenticatorId: this.id, isUserVerified });
  }

  /** Another device: what this one held is not on it. */
  async remove(): Promise<void> {
    await this.session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: this.id });
  }
}

/** Code and link, as the operator's command shows them. */
export async function invite(person: Person): Promise<{ code: string; link: string }> {
  const { MIKATA_URL: url, MIKATA_DATABASE: database } = process.env;
  if (!url || !database) throw new Error('The global set-up has not started a portal.');
  const words = ['invite', 'patient', '--facility', FACILITY, '--number', person.hospitalNumber];
  const { stdout } = await promisify(execFile)(BINARY, [...words, '--public-url', url, '--database', database], {
    cwd: ROOT,
  });
  const [code, link] = stdout.trim().split('\n');
  if (!code || !link) throw new Error(`no code and link in ${stdout}`);
  return { code, link };
}
