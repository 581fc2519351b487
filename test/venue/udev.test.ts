import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { knownButtons } from '../../hardware/button/known.ts';
import { RULES_FILE, udevRules } from '../../hardware/venue/udev.ts';

test('the rules are those of the tables (else: node --import tsx hardware/venue/udev.ts)', () => {
  expect(readFileSync(RULES_FILE, 'utf8')).toBe(udevRules());
});

test('every known button may be opened by the engine', () => {
  const lines = udevRules().split('\n');
  for (const { vendorId, productId } of knownButtons) {
    const [vendor, product] = [vendorId, productId].map((id) => id.toString(16).padStart(4, '0'));
    const rule = lines.find((line) => line.includes(`"${vendor}"`) && line.includes(`"${product}"`));
    expect(rule).toMatch(/^KERNEL=="hidraw\*".*GROUP="plugdev", MODE="0660"/);
  }
});

test('a board has one name, whatever port it is on', () => {
  expect(udevRules()).toMatch(/SUBSYSTEM=="tty", ATTRS\{idVendor\}=="2341".*SYMLINK\+="mishmash-board"/);
});
