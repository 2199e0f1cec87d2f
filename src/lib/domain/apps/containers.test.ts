import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { golden } from '../../../tests/support/golden.ts';
import type { AppSpec, MachineContainers } from '../census/census.ts';
import { countContainers, indexSpecs, resolveContainer } from './containers.ts';

describe('the containers worked out by hand', () => {
  const { names, expect: expected } = golden.containers;
  const specs = golden.containers.specs.map(({ name, repotag, compose, encrypted }) =>
    spec(name, repotag ?? Object.fromEntries((compose ?? []).map((part) => [part.name, part.repotag])), encrypted)
  );

  it.each(names)('%s runs %s', (name, image) => {
    expect(resolveContainer(name, indexSpecs(specs)).image).toBe(image);
  });
  it('are counted', () => {
    const counts = countContainers(
      names.map(([name]) => machine(name)),
      specs
    );
    expect({
      containers: names.length,
      watchtower: counts.watchtower,
      total: counts.total,
      git: counts.git,
      docker: counts.docker,
      resolved: counts.resolved,
      gaming: counts.gaming.total,
      crypto: counts.crypto.total,
      wordpress: counts.wordpress.total
    }).toEqual(expected);
    expect(counts.named).toEqual({ palworld: 1, enshrouded: 1 });
  });
});

describe(resolveContainer, () => {
  const specs = [
    spec('oldapp', 'someone/thing:1'),
    spec('zelexplorer', 'zelcash/explorer:1'),
    spec('fluxmonitor', 'someone/monitor:2'),
    spec('FoldingAtHomeB', 'foldingathome/fah:1'),
    spec('shop', { web: 'nginx:1', fluxdb: 'someone/db:1' }),
    spec('TwinApp', { web: 'someone/upper:1' }),
    spec('twinapp', { web: 'someone/lower:1' }),
    spec('Solo', { web: 'someone/solo:1' }),
    spec('secret', {}, true)
  ];
  const resolved = (name: string) => resolveContainer(name, indexSpecs(specs));

  it.each([
    ['/fluxoldapp', 'someone/thing:1'],
    ['fluxoldapp', 'someone/thing:1'],
    ['/zelexplorer', 'zelcash/explorer:1'],
    ['/fluxmonitor', 'someone/monitor:2'],
    ['/zelFoldingAtHomeB', 'foldingathome/fah:1'],
    ['/fluxweb_shop', 'nginx:1'],
    ['/zelweb_shop', 'nginx:1'],
    ['/web_shop', 'nginx:1'],
    ['/fluxdb_shop', 'someone/db:1'],
    ['/fluxweb_TwinApp', 'someone/upper:1'],
    ['/fluxweb_twinapp', 'someone/lower:1'],
    ['/fluxweb_solo', 'someone/solo:1']
  ])('finds the image of %s', (name, image) => {
    expect(resolved(name).image).toBe(image);
  });
  it.each([
    ['/fluxapp_secret', { appName: 'secret', component: 'app', image: null }],
    ['/fluxgone_shop', { appName: 'shop', component: 'gone', image: null }],
    ['/fluxnobody_knows', { appName: 'knows', component: 'nobody', image: null }],
    ['/fluxweb_TWINAPP', { appName: 'TWINAPP', component: 'web', image: null }],
    ['/fluxa_b_c', { appName: 'b_c', component: 'a', image: null }],
    ['/flux_oldapp', { appName: 'oldapp', component: 'flux', image: null }],
    ['/', { appName: '', component: null, image: null }],
    ['', { appName: '', component: null, image: null }]
  ])('tells what it knows of %s', (name, expected) => {
    expect(resolved(name)).toEqual(expected);
  });
  it('finds every component of every app under the name that the network gives it', () => {
    const name = fc.stringMatching(/^[a-zA-Z0-9]{1,12}$/).filter((text) => !/^(flux|zel)/.test(text));
    const apps = fc.uniqueArray(fc.tuple(name, fc.uniqueArray(name, { minLength: 1, maxLength: 3 })), {
      minLength: 1,
      selector: ([appName]) => appName
    });
    fc.assert(
      fc.property(apps, (made) => {
        const list = made.map(([appName, parts]) =>
          spec(appName, Object.fromEntries(parts.map((part) => [part, `${appName}/${part}:1`])))
        );
        for (const { name: appName, components } of list) {
          for (const { name: component, repotag } of components ?? []) {
            const told = resolveContainer(`/flux${component}_${appName}`, indexSpecs(list));
            expect(told).toEqual({ appName, component, image: repotag });
          }
        }
      })
    );
  });
});

describe('containers of version 9', () => {
  const app = (name: string, over: Partial<AppSpec> = {}) => ({ ...spec(name, { web: `${name}/web:1` }), ...over });
  const sealed = { components: [], isEncrypted: true };
  const specs = [
    app('shop'),
    app('sealed9', { ...sealed, identity: 'a1b2c3d4e5f6' }),
    app('open9', { identity: '0123456789ab' }),
    app('novel', { components: null, identity: 'ffffffffffff' }),
    app('old_name'),
    app('palworld1795100000123')
  ];

  it.each([
    ['/fluxweb_sealed9_r1', 'sealed9', null],
    ['/fluxweb_a1b2c3d4e5f6', 'sealed9', null],
    ['/fluxweb_a1b2c3d4e5f6_r2', 'sealed9', null],
    ['/fluxweb_0123456789ab', 'open9', 'open9/web:1'],
    ['/fluxweb_open9_r12', 'open9', 'open9/web:1'],
    ['/fluxweb_OPEN9_blue', 'open9', 'open9/web:1'],
    ['/fluxweb_novel_r1', 'novel', null],
    ['/fluxweb_ffffffffffff', 'novel', null],
    ['/fluxweb_shop', 'shop', 'shop/web:1'],
    ['/zelweb_shop', 'shop', 'shop/web:1'],
    ['/fluxweb_old_name', 'old_name', 'old_name/web:1'],
    ['/fluxweb_valheim1795100000999_r1', 'valheim1795100000999', null]
  ])('are told by name or identity, whatever the instance: %s', (name, appName, image) => {
    expect(resolveContainer(name, indexSpecs(specs))).toEqual({ appName, component: 'web', image });
  });
  it('count for the game of their app', () => {
    const { gaming, total } = count(['/fluxweb_palworld1795100000123_r1', '/fluxweb_valheim1795100000999_r2'], specs);
    expect({ gaming: gaming.total, total }).toEqual({ gaming: 2, total: 2 });
  });
});

describe(countContainers, () => {
  const game = 'palworld1795100000123';

  it('counts a game by the name of its app, whatever the image, readable or not', () => {
    const specs = [spec(game, { server: 'itzg/minecraft-server:1' }), spec('other', { web: 'nginx:1' })];
    const { gaming, named, images } = count(
      [`/fluxserver_${game}`, '/fluxserver_valheim1795100000999', '/fluxfivem1795100000998'],
      specs
    );
    expect(named).toEqual({ palworld: 1, valheim: 1, fivem: 1 });
    expect(gaming.products.map(({ slug }) => slug)).toEqual(['fivem', 'palworld', 'valheim']);
    expect(images).toEqual([{ image: 'itzg/minecraft-server:1', instances: 1, categoryCount: 0 }]);
  });
  it('counts a game by its image where the name tells none, and adds both up', () => {
    const specs = [spec('blocks', { mc: 'itzg/minecraft-server:1' }), spec('more', { mc: 'itzg/minecraft-server:2' })];
    const { gaming, images } = count(
      ['/fluxmc_blocks', '/fluxmc_blocks', '/fluxmc_more', '/fluxserver_minecraftj1795100000123'],
      specs
    );
    expect(gaming).toEqual({ total: 4, products: [{ slug: 'minecraft', label: 'Minecraft', count: 4 }] });
    expect(images.map(({ instances, categoryCount }) => [instances, categoryCount])).toEqual([
      [2, 2],
      [1, 1]
    ]);
  });
  it.each(
    'mariadb mysql postgres postgresql redis Valkey mongo mongodb operator nginx proxy shopwebsite Website'.split(' ')
  )('takes the helper %s for a container and nothing else', (component) => {
    const specs = [spec(game, { [component]: 'presearch/node:1' }), spec('pre', { [component]: 'runonflux/orbit:1' })];
    const counts = count([`/flux${component}_${game}`, `/flux${component}_pre`], specs);
    expect(counts).toMatchObject({ total: 2, resolved: 2, git: 1, docker: 1, images: [], named: {} });
    expect([counts.gaming.total, counts.crypto.total]).toEqual([0, 0]);
  });
  it('knows helpers of encrypted apps and of apps without spec', () => {
    const specs = [spec(game, {}, true)];
    expect(count([`/fluxmysql_${game}`, '/fluxredis_enshrouded1795100000999'], specs).gaming.total).toBe(0);
  });
  it('does not take a word within a component for a helper, nor an image', () => {
    const specs = [spec('pre', { mysqlnode: 'presearch/node:1', db: 'mysql:8' })];
    const counts = count(['/fluxmysqlnode_pre', '/fluxdb_pre'], specs);
    expect([counts.crypto.total, counts.images.length]).toEqual([1, 2]);
  });
  it('keeps watchtower out of everything', () => {
    const counts = count(['/flux_watchtower', '/fluxwatchtower_pre', '/pre'], [spec('pre', 'presearch/node:1')]);
    expect(counts).toMatchObject({ watchtower: 2, total: 1, resolved: 1 });
  });
  it('has no share in a container without a name but its number', () => {
    expect(count([''], [spec('pre', 'presearch/node:1')])).toMatchObject({ total: 1, resolved: 0, docker: 1 });
  });
  it('refuses to count without specs', () => {
    expect(() => countContainers([machine('/fluxa_b')], [])).toThrow('no specifications');
  });
  it('adds up, in any order of machines and containers', () => {
    const specs = [
      spec(game, { server: 'thijsvanloef/palworld-server-docker:1', mariadb: 'mariadb:11' }),
      spec('pre', 'presearch/node:1'),
      spec('git', { web: 'runonflux/orbit:1', redis: 'redis:7' }),
      spec('blog', { wp: 'runonflux/wp-nginx:1' })
    ];
    const names = fc.array(
      fc.constantFrom(
        ...[`/fluxserver_${game}`, `/fluxmariadb_${game}`, '/fluxpre', '/fluxweb_git', '/fluxredis_git'],
        ...['/fluxwp_blog', '/flux_watchtower', '/fluxno_body', '/fluxserver_fivem1795100000123']
      )
    );
    fc.assert(
      fc.property(names, (list) => {
        const counts = count(list, specs);
        expect(counts.total + counts.watchtower).toBe(list.length);
        expect(counts.git + counts.docker).toBe(counts.total);
        const instances = counts.images.reduce((sum, one) => sum + one.instances, 0);
        expect(instances).toBeLessThanOrEqual(counts.resolved);
        for (const { total, products } of [counts.gaming, counts.crypto, counts.wordpress])
          expect(products.reduce((sum, product) => sum + product.count, 0)).toBe(total);
        expect(countContainers(list.toReversed().map(machine), specs)).toEqual(counts);
      })
    );
  });
});

function count(names: string[], specs: AppSpec[]) {
  return countContainers([{ ip: '1.2.3.4:16127', names }], specs);
}

function machine(...names: [string, ...unknown[]]): MachineContainers {
  return { ip: '1.2.3.4:16127', names: [names[0]] };
}

/** A flat spec, one composed of images by component, or an encrypted one. */
function spec(name: string, images: string | Record<string, string>, isEncrypted = false): AppSpec {
  const parts = typeof images === 'string' ? [['', images] as const] : Object.entries(images);
  return {
    name,
    owner: '1Owner',
    specVersion: typeof images === 'string' ? 3 : 8,
    hash: 'a'.repeat(64),
    height: 3_000_000,
    instances: 3,
    expire: 88_000,
    endTime: null,
    isTermReadable: true,
    identity: null,
    components: parts.map(([part, repotag]) => ({ name: part, repotag, cpu: 1, ramMb: 1_000, hddGb: 10 })),
    geolocation: [],
    isEncrypted
  };
}
