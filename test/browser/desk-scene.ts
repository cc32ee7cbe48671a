import type { Page } from 'playwright-core';

/** Signs somebody in at the desk and waits for what they shall see: the list of devices unless told otherwise. */
export async function signInAtDesk(
  page: Page,
  origin: string,
  number: string,
  pin: string,
  sees = 'wh-devices [data-count]',
): Promise<void> {
  await page.goto(`${origin}/desk/devices`);
  await page.locator('[name=number] input').fill(number);
  await page.locator('[name=pin] input').fill(pin);
  await page.locator('[data-act=sign-in]').click();
  await page.locator(sees).first().waitFor();
}
