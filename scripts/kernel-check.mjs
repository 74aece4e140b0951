// npm run kernel-check [-- --seeds N] [-- --from SEED] [-- --break]
// Builds simulated clusters as network namespaces, loads our own rules into the kernel, sends real TCP and UDP, and compares with the trace.
// Needs Linux, root, iptables, iproute2 and python3; where it cannot run it says why and exits 2.
import { spawnSync } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    from: { type: 'string', default: '1' },
    break: { type: 'boolean', default: false },
  },
});

const obstacle = whyNot();
if (obstacle !== undefined) {
  console.error(`kernel-check: cannot run here: ${obstacle}`);
  process.exit(2);
}

const { module } = await runnerImport(resolve(root, 'scripts/kernel-check/main.ts'), {
  root,
  configFile: false,
  logLevel: 'error',
});
process.exitCode = await module.main({
  agent: resolve(root, 'scripts/kernel-check/agent.py'),
  seeds: Number(values.seeds),
  from: Number(values.from),
  break: values.break,
});

/** What is missing on this machine; undefined when all is there. */
function whyNot() {
  if (!/^[1-9]\d?$/.test(values.seeds)) return `--seeds ${values.seeds} is not a number from 1 to 99`;
  if (!/^[1-9]\d{0,6}$/.test(values.from)) return `--from ${values.from} is not the number of a seed`;
  if (process.platform !== 'linux') return `it needs Linux, this is ${process.platform}`;
  if (process.getuid?.() !== 0) return 'it needs root, to make network namespaces';
  const programs = [
    ['iptables-restore', '--version'],
    ['ip', '-V'],
    ['sysctl', '--version'],
    ['python3', '--version'],
  ];
  for (const [program, question] of programs)
    if (spawnSync(program, [question]).status !== 0) return `there is no ${program}`;
  const name = `kubewalk-${process.pid}-try`;
  const tried = spawnSync('ip', ['netns', 'add', name], { encoding: 'utf8' });
  if (tried.status !== 0) return `network namespaces cannot be made: ${tried.stderr.trim()}`;
  const rules = spawnSync('ip', ['netns', 'exec', name, 'iptables', '-t', 'nat', '-S'], { encoding: 'utf8' });
  spawnSync('ip', ['netns', 'del', name]);
  return rules.status === 0 ? undefined : `iptables does not work in a network namespace: ${rules.stderr.trim()}`;
}
