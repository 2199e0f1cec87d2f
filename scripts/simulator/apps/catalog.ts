/**
 * What people deploy: images, resources, and the names that the marketplace gives. A product with a prefix is named
 * prefix + 13-digit millisecond time; the others get names of their own.
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
}

export interface Product {
  prefix: string | null;
  components: Component[];
}

function component(name: string, repotag: string, size: [cpu: number, ramMb: number, hddGb: number]): Component {
  const [cpu, ramMb, hddGb] = size;
  return { name, repotag, cpu, ramMb, hddGb, port: 8080, data: '/data' };
}

function game(prefix: string, repotag: string, size: [number, number, number]): Product {
  return { prefix, components: [{ ...component('server', repotag, size), port: 8211, data: `g:/${prefix}` }] };
}

function own(...components: Component[]): Product {
  return { prefix: null, components };
}

/** Products whose running containers and names tell what they are. */
export const products: Weighted<Product> = [
  [game('palworld', 'thijsvanloef/palworld-server-docker:v1.4', [4, 16000, 40]), 6],
  [game('minecraftserver', 'itzg/minecraft-server:java21', [2, 6000, 20]), 7],
  [game('minecraftbedrockserver', 'itzg/minecraft-bedrock-server:latest', [1, 3000, 10]), 3],
  [game('minecraftj', 'itzg/minecraft-server:latest', [2, 4000, 20]), 2],
  [game('enshrouded', 'sknnr/enshrouded-dedicated-server:v2', [4, 16000, 40]), 3],
  [game('valheim', 'lloesche/valheim-server:latest', [2, 8000, 20]), 3],
  [game('satisfactory', 'wolveix/satisfactory-server:latest', [4, 12000, 40]), 2],
  [game('projectzomboid', 'danixu86/project-zomboid-dedicated-server:latest', [2, 8000, 20]), 1],
  [game('rustserver', 'littlestache/rust-server:latest', [4, 12000, 40]), 1],
  [game('terraria', 'ryshe/terraria:latest', [1, 2000, 5]), 1],
  [game('factorio', 'factoriotools/factorio:stable', [2, 4000, 10]), 1],
  [
    {
      prefix: 'wordpress',
      components: [
        component('wp', 'runonflux/wp-nginx:latest', [1, 2000, 15]),
        component('mysql', 'mysql:8.3.0', [0.8, 2000, 10]),
        component('operator', 'runonflux/shared-db:latest', [0.5, 300, 2])
      ]
    },
    5
  ],
  [own(component('orbit', 'runonflux/orbit:latest', [1, 2000, 10])), 12],
  [own(component('web', 'RunOnFlux/Orbit:v2.1', [1, 1500, 10]), component('redis', 'redis:7', [0.2, 256, 1])), 3],
  [own(component('presearch', 'presearch/node:latest', [0.3, 300, 2])), 10],
  [own(component('streamr', 'streamr/broker-node:v100', [0.5, 500, 5])), 3],
  [own(component('kadena', 'runonflux/kadena-chainweb-node:2.24', [4, 6000, 180])), 2],
  [own(component('alephium', 'touilleio/alephium-standalone:v3', [2, 4000, 60])), 2],
  [own(component('timpi', 'timpiltd/timpi-collector:0.9', [2, 4000, 20])), 3],
  [own(component('kaspad', 'kaspanet/rusty-kaspad:v1', [4, 12000, 80])), 1],
  [own(component('raven', 'dramirezrt/ravencoin-core-server:latest', [1, 3000, 60])), 1],
  [own(component('ravenwebsite', 'dramirezrt/ravencoin-server-website:latest', [0.2, 300, 1])), 1],
  [own(component('dns', 'zelcash/flux-dns-fdm:latest', [1, 1000, 5])), 1],
  [own(component('web', 'nginx:1.27', [0.2, 256, 1]), component('api', 'node:22-alpine', [1, 1000, 5])), 4],
  [own(component('app', 'ghcr.io/someone/dashboard:main', [0.5, 512, 2])), 8],
  [own(component('bot', 'someone/trading-bot:1', [0.1, 128, 1])), 6]
];

/** Flat single-image apps of the first spec versions. */
export const flatProducts: Weighted<Product> = [
  [own(component('', 'someone/thing:1', [0.5, 500, 5])), 5],
  [own(component('', 'runonflux/kadena-chainweb-node:2.24', [4, 6000, 180])), 2],
  [own(component('', 'foldingathome/fah-gpu:latest', [2, 1000, 5])), 1],
  [own(component('', 'presearch/node:latest', [0.3, 300, 2])), 3]
];
