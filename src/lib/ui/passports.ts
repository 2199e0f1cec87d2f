/** Which passport the figures of the overview's cards have, by the name that the cards give them. */
export const passports: Readonly<Record<string, string>> = {
  'nodes.cumulus': 'nodes-cumulus',
  'nodes.nimbus': 'nodes-nimbus',
  'nodes.stratus': 'nodes-stratus',
  'nodes.total': 'nodes',
  'wallets.unique': 'wallets',
  'collateral.total': 'collateral',
  'cloud.cpu.utilization': 'cpu',
  'cloud.ram.utilization': 'ram',
  'cloud.storage.utilization': 'storage',
  'gaming.total': 'gaming',
  'crypto.total': 'crypto',
  'wordpress.count': 'wordpress',
  'apps.total': 'apps',
  'apps.gitapps': 'apps-git',
  'apps.dockerapps': 'apps-docker'
};
