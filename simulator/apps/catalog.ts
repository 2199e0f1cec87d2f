/**
 * What people deploy: images, resources, and the names that the marketplace gives. A product with a prefix is named
 * prefix + 13-digit millisecond time; the others get names of their own. What an image or a prefix stands for is written
 * down here by hand: it is the truth that a census is held against.
 */
import type { Weighted } from '../random.ts';

export interface Component {
  name: string;
  repotag: string;
  cpu: number;
  ramMb: number;
  hddGb: number;
  port: number;
  data: string;
  /** What its image is; nothing for images that belong to no category. */
  kind?: Kind;
  isGit?: true;
  /** A database, proxy or companion site: told by its own name, whatever its image. */
  isHelper?: true;
}

export interface Kind {
  category: 'gaming' | 'crypto' | 'wordpress';
  slug: string;
}

export interface Product {
  prefix: string | null;
  /** The game that its prefix names. */
  game: string | null;
  components: Component[];
}

type Size = [cpu: number, ramMb: number, hddGb: number];

function component(name: string, repotag: string, size: Size): Component {
  const [cpu, ramMb, hddGb] = size;
  return { name, repotag, cpu, ramMb, hddGb, port: 8080, data: '/data' };
}

function play(slug: string, part: Component): Component {
  return { ...part, kind: { category: 'gaming', slug } };
}

function coin(slug: string, part: Component): Component {
  return { ...part, kind: { category: 'crypto', slug } };
}

function blog(part: Component): Component {
  return { ...part, kind: { category: 'wordpress', slug: 'wordpress' } };
}

function git(part: Component): Component {
  return { ...part, isGit: true };
}

function helper(name: string, repotag: string, size: Size): Component {
  return { ...component(name, repotag, size), isHelper: true };
}

const gameOfPrefix: Record<string, string> = {
  minecraftserver: 'minecraft',
  minecraftbedrockserver: 'minecraft',
  minecraftj: 'minecraft',
  minecraftb: 'minecraft',
  projectzomboid: 'project-zomboid',
  rustserver: 'rust',
  rustserveroxide: 'rust',
  dragonwilds: 'runescape-dragonwilds',
  '7daystodie': '7-days-to-die'
};

function game(prefix: string, first: Component, ...others: Component[]): Product {
  const server = { ...first, port: 8211, data: `g:/${prefix}` };
  return { prefix, game: gameOfPrefix[prefix] ?? prefix, components: [server, ...others] };
}

function own(...components: Component[]): Product {
  return { prefix: null, game: null, components };
}

const server = (repotag: string, size: Size) => component('server', repotag, size);
const palworld = play('palworld', server('thijsvanloef/palworld-server-docker:v1.4', [4, 16000, 40]));
const enshrouded = play('enshrouded', server('sknnr/enshrouded-dedicated-server:v2', [4, 16000, 40]));

/** Products whose running containers and names tell what they are, in several ways. */
export const products: Weighted<Product> = [
  [game('palworld', palworld), 5],
  [game('palworld', palworld, helper('mariadb', 'mariadb:11', [0.5, 1000, 5])), 0.7],
  [game('minecraftserver', play('minecraft', server('itzg/minecraft-server:java21', [2, 6000, 20]))), 7],
  [game('minecraftbedrockserver', play('minecraft', server('itzg/minecraft-bedrock-server:latest', [1, 3000, 10]))), 2],
  [game('minecraftb', play('minecraft', server('itzg/minecraft-bedrock-server:latest', [1, 3000, 10]))), 1],
  [game('minecraftj', play('minecraft', server('itzg/minecraft-server:latest', [2, 4000, 20]))), 2],
  [game('enshrouded', enshrouded), 2],
  [game('enshrouded', enshrouded, component('panel', 'someone/control-panel:3', [0.2, 300, 1])), 0.7],
  [game('valheim', play('valheim', server('lloesche/valheim-server:latest', [2, 8000, 20]))), 3],
  [game('satisfactory', play('satisfactory', server('wolveix/satisfactory-server:latest', [4, 12000, 40]))), 2],
  [game('projectzomboid', server('danixu86/project-zomboid-dedicated-server:latest', [2, 8000, 20])), 1],
  [game('rustserver', play('rust', server('littlestache/rust-server:latest', [4, 12000, 40]))), 0.6],
  [game('rustserveroxide', play('rust', server('pfeiffermax/rust-game-server:oxide', [4, 12000, 40]))), 0.4],
  [game('terraria', play('terraria', server('ryshe/terraria:latest', [1, 2000, 5]))), 1],
  [game('factorio', play('factorio', server('factoriotools/factorio:stable', [2, 4000, 10]))), 1],
  [game('fivem', server('spritsail/fxserver:stable', [2, 4000, 10])), 0.7],
  [game('dragonwilds', server('someone/wilds:1', [2, 8000, 20])), 0.4],
  [game('7daystodie', server('presearch/node:latest', [2, 4000, 20])), 0.3],
  [own(play('minecraft', component('mc', 'itzg/minecraft-server:java17', [1, 3000, 10]))), 0.7],
  [own(play('quake-game', component('arena', 'someone/quake-game-server:2', [1, 1000, 5]))), 0.4],
  [
    {
      prefix: 'wordpress',
      game: null,
      components: [
        blog(component('wp', 'runonflux/wp-nginx:latest', [1, 2000, 15])),
        helper('mysql', 'mysql:8.3.0', [0.8, 2000, 10]),
        helper('operator', 'runonflux/shared-db:latest', [0.5, 300, 2])
      ]
    },
    5
  ],
  [own(blog(component('site', 'wordpress:6-apache', [0.5, 1000, 5]))), 0.5],
  [own(helper('nginx', 'runonflux/wp-nginx:1.2', [0.3, 500, 5])), 0.3],
  [own(git(component('orbit', 'runonflux/orbit:latest', [1, 2000, 10]))), 12],
  [own(git(component('web', 'RunOnFlux/Orbit:v2.1', [1, 1500, 10])), helper('redis', 'redis:7', [0.2, 256, 1])), 2.5],
  [own({ ...helper('proxy', 'runonflux/orbit:latest', [0.5, 500, 5]), isGit: true }), 0.3],
  [own(coin('presearch', component('presearch', 'presearch/node:latest', [0.3, 300, 2]))), 10],
  [own(coin('streamr', component('streamr', 'streamr/broker-node:v100', [0.5, 500, 5]))), 2],
  [own(coin('streamr', component('streamr', 'streamr/node:v101', [0.5, 500, 5]))), 1],
  [own(coin('kadena', component('kadena', 'runonflux/kadena-chainweb-node:2.24', [4, 6000, 180]))), 2],
  [own(coin('alephium', component('alephium', 'touilleio/alephium-standalone:v3', [2, 4000, 60]))), 1.5],
  [
    own(
      coin('alephium', component('explorer', 'alephium/explorer:2', [1, 1000, 5])),
      helper('postgres', 'postgres:16', [0.5, 500, 5])
    ),
    0.4
  ],
  [own(coin('timpi-collector', component('timpi', 'timpiltd/timpi-collector:0.9', [2, 4000, 20]))), 2.5],
  [own(coin('timpi-geocore', component('geo', 'timpiltd/timpi-geocore:latest', [2, 4000, 20]))), 0.5],
  [own(coin('kaspa', component('kaspad', 'kaspanet/rusty-kaspad:v1', [4, 12000, 80]))), 1],
  [own(coin('blockbook', component('backend', 'someone/flux-blockbook:litecoin', [1, 3000, 60]))), 0.4],
  [own(coin('wanchain', component('node', 'wanchain/client-go:stable', [2, 4000, 60]))), 0.3],
  [own(coin('beldex', component('node', 'girderworks/edge:1', [1, 2000, 10]))), 0.4],
  [
    own(
      coin('ravencoin', component('raven', 'dramirezrt/ravencoin-core-server:latest', [1, 3000, 60])),
      helper('ravenwebsite', 'dramirezrt/ravencoin-core-page:latest', [0.2, 300, 1])
    ),
    1
  ],
  [own(component('page', 'dramirezrt/ravencoin-server-website:latest', [0.2, 300, 1])), 0.5],
  [own(component('dns', 'zelcash/flux-dns-fdm:latest', [1, 1000, 5])), 1],
  [own(component('web', 'nginx:1.27', [0.2, 256, 1]), component('api', 'node:22-alpine', [1, 1000, 5])), 3],
  [own(component('api', 'host.example:5000/api:2', [0.5, 512, 2]), helper('mongodb', 'mongo:8', [0.5, 512, 5])), 0.5],
  [own(component('watchtower', 'containrrr/watchtower:1', [0.1, 128, 1])), 0.2],
  [own(component('app', 'ghcr.io/someone/dashboard:main', [0.5, 512, 2])), 8],
  [own(component('bot', 'someone/trading-bot:1', [0.1, 128, 1])), 6]
];

export const kadenaNode = own(coin('kadena', component('', 'runonflux/kadena-chainweb-node:2.24', [4, 6000, 180])));

/** Flat single-image apps of the first spec versions. */
export const flatProducts: Weighted<Product> = [
  [own(component('', 'someone/thing:1', [0.5, 500, 5])), 5],
  [kadenaNode, 2],
  [own(component('', 'foldingathome/fah-gpu:latest', [2, 1000, 5])), 1],
  [own(coin('presearch', component('', 'presearch/node:latest', [0.3, 300, 2]))), 3]
];
