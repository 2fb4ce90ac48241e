/** What a person writes down of themself: an allergy that stands wherever allergies do, and whom to ring. */

import { expectAccessible, expectNoSidewaysScroll } from '../support/accessibility';
import { expect, signInAs, test } from '../support/portal';

const PERSON = '見本 花子';

test('an allergy is written down, stands at the counter as the person’s own, and is deleted', async ({ page }, { project, retry }) => {
  const name = `まくわうり${project.name}${retry}`;
  await signInAs(page, PERSON);
  await page.goto('/own');
  await expectAccessible(page);
  const allergies = page.locator('#allergy');
  await allergies.getByText('アレルギーを記録する').click();
  await allergies.getByLabel('何に対するアレルギーですか').fill(name);
  await allergies.getByRole('radio', { name: '食べ物' }).check();
  await allergies.getByLabel('どうなりましたか').fill('口がかゆくなった');
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page);
  await allergies.getByRole('button', { name: '記録する' }).click();
  await expect(page).toHaveURL('/own?said=entered');
  const card = allergies.locator('.card', { hasText: name });
  await expect(card).toContainText('ご本人の記録');
  await expectAccessible(page);

  await page.goto('/medicines/show');
  await expect(page.getByRole('main')).toContainText(`${name}（ご本人の記録、口がかゆくなった）`);

  await page.goto('/own');
  await card.getByRole('link', { name: /^消す/ }).click();
  await page.getByRole('button', { name: '消す' }).click();
  await expect(page).toHaveURL('/own?said=deleted');
  await expect(page.getByRole('main')).not.toContainText(name);
});

test.describe('what is no allergy', () => {
  test.use({ expectedNoise: /status of 422/ });

  test('is said beside its field, in the form that stands open', async ({ page }) => {
    await signInAs(page, PERSON);
    await page.goto('/own');
    const allergies = page.locator('#allergy');
    await allergies.getByText('アレルギーを記録する').click();
    await allergies.getByLabel('何に対するアレルギーですか').fill('なし');
    await allergies.getByRole('button', { name: '記録する' }).click();
    await expect(page.getByRole('alert').first()).toContainText('まだ記録していません');
    await expect(allergies.getByLabel('何に対するアレルギーですか')).toHaveValue('なし');
    await expect(allergies).toContainText('「なし」や「不明」は、ここには書けません');
  });
});

test('whom to ring is written down and deleted', async ({ page }, { project, retry }) => {
  const name = `見本 ${project.name}${retry}`;
  await signInAs(page, PERSON);
  await page.goto('/own');
  const contacts = page.locator('#contact');
  await contacts.getByText('連絡先を記録する').click();
  await contacts.getByLabel('名前').fill(name);
  await contacts.getByLabel(/^電話番号/).fill('０９０（００００）００００');
  await contacts.getByRole('button', { name: '記録する' }).click();
  await expect(page).toHaveURL(/said=contact-entered/);
  const card = contacts.locator('.card', { hasText: name });
  await expect(card.getByRole('link', { name: '090-0000-0000' })).toHaveAttribute('href', 'tel:09000000000');
  await card.getByText(/^消す/).first().click();
  await card.getByRole('button', { name: '消す' }).click();
  await expect(page).toHaveURL(/said=contact-deleted/);
  await expect(contacts).not.toContainText(name);
});
