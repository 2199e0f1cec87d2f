import { describe, expect, it } from 'vitest';
import { gameOfAppName } from './games.ts';

const ordered = '1785555251684';
const known = [
  ['palworld', 'Palworld'],
  ['minecraftbedrockserver', 'Minecraft'],
  ['minecraftserver', 'Minecraft'],
  ['minecraftj', 'Minecraft'],
  ['minecraftb', 'Minecraft'],
  ['projectzomboid', 'Project Zomboid'],
  ['windrose', 'Windrose'],
  ['enshrouded', 'Enshrouded'],
  ['rustserveroxide', 'Rust'],
  ['rustserver', 'Rust'],
  ['fivem', 'FiveM'],
  ['valheim', 'Valheim'],
  ['terraria', 'Terraria'],
  ['dragonwilds', 'RuneScape: Dragonwilds'],
  ['vrising', 'V Rising'],
  ['satisfactory', 'Satisfactory'],
  ['factorio', 'Factorio'],
  ['7daystodie', '7 Days to Die'],
  ['arksurvivalascended', 'ARK: Survival Ascended']
] as const;

describe(gameOfAppName, () => {
  it.each(known)('recognises %s as %s', (prefix, label) => {
    expect(gameOfAppName(prefix + ordered)?.label).toBe(label);
  });
  it('has one slug per product, fit for a URL', () => {
    const labelOf = new Map(
      known.map(([prefix]) => gameOfAppName(prefix + ordered)!).map((game) => [game.slug, game.label])
    );
    expect([...labelOf.keys()].every((slug) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug))).toBe(true);
    expect(labelOf.size).toBe(new Set(known.map(([, label]) => label)).size);
  });
  it('takes more than 13 digits and any case', () => {
    expect(gameOfAppName('palworld17855552516841')?.slug).toBe('palworld');
    expect(gameOfAppName('FiveM1787211516616')?.slug).toBe('fivem');
  });
  it.each([
    'palworld',
    'palworld178555525168',
    ordered,
    `mypalworld${ordered}`,
    `palworld${ordered}x`,
    `palworld-${ordered}`
  ])('does not recognise %s', (name) => {
    expect(gameOfAppName(name)).toBeNull();
  });
  it('does not call other orders of the marketplace games', () => {
    for (const prefix of ['wordpress', 'hermesagent', 'n8nstarter', 'openclaw'])
      expect(gameOfAppName(prefix + ordered)).toBeNull();
  });
});
