/** An authenticator in the browser itself, as a phone has one, and invitations as a facility's desk makes them. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, type CDPSession, type Page } from '@playwright/test';
import type { Person } from './bundles';
import { BINARY, FACILITY, ROOT, type Portal } from './server';

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

/** What an operator types, about the shared portal or one of a test's own. */
async function mikata(words: string[], portal?: Portal): Promise<string> {
  const database = portal?.database ?? process.env.MIKATA_DATABASE;
  if (!database) throw new Error('The global set-up has not started a portal.');
  const { stdout } = await promisify(execFile)(BINARY, [...words, '--database', database], { cwd: ROOT });
  return stdout.trim();
}

/** The account of one of the facility's staff, who sees people and their papers. */
async function clerk(portal?: Portal): Promise<string> {
  const list = ['staff', 'list', '--facility', FACILITY];
  const first = async () => (await mikata(list, portal)).split('\n')[0]?.split('\t')[0];
  const known = await first();
  if (known) return known;
  await mikata(['staff', 'invite', '--facility', FACILITY, '--name', '試験 受付', '--role', 'clerk'], portal);
  return (await first())!;
}

/** Code and link, as the operator's command shows them: one of the facility's staff saw the person. */
export async function invite(person: Person, portal?: Portal): Promise<{ code: string; link: string }> {
  const url = portal?.url ?? process.env.MIKATA_URL;
  if (!url) throw new Error('The global set-up has not started a portal.');
  const whom = ['invite', 'patient', '--facility', FACILITY, '--number', person.hospitalNumber];
  const stdout = await mikata([...whom, '--checked-by', await clerk(portal), '--public-url', url], portal);
  const [code, link] = stdout.split('\n');
  if (!code || !link) throw new Error(`no code and link in ${stdout}`);
  return { code, link };
}

/** What is decided about somebody's ways in, by the operator: one of two people. */
export async function decide(
  what: 'confirm' | 'refuse' | 'freeze' | 'unfreeze',
  person: Person,
  portal?: Portal,
): Promise<void> {
  await mikata(['recovery', what, '--facility', FACILITY, '--number', person.hospitalNumber], portal);
}

/** The second person sees who it is: from the page that says that nothing opens yet, to their record. */
export async function letIn(page: Page, person: Person, portal?: Portal): Promise<void> {
  await expect(page).toHaveURL('/signin/held');
  await decide('confirm', person, portal);
  await page.getByRole('link', { name: 'もう一度確かめる' }).click();
  await expect(page).toHaveURL('/');
}

/** As somebody who holds the paper: the code, and the date of birth that is theirs. Needs no scripts. */
export async function openInvitation(page: Page, code: string, birthDate: string): Promise<void> {
  await page.goto('/invitation');
  await page.getByLabel('招待状の番号').fill(code);
  const [year, month, day] = birthDate.split('-').map(Number);
  await page.getByLabel('年', { exact: true }).fill(String(year));
  await page.getByLabel('月', { exact: true }).fill(String(month));
  await page.getByLabel('日', { exact: true }).fill(String(day));
  await page.getByRole('button', { name: '次へ' }).click();
  await expect(page).toHaveURL('/invitation/passkey');
}
