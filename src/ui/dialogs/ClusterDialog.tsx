import { CircleX, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ClusterSettings, NodeSetting } from '../../core/index.js';
import { closeDialog, configure, getState, setMotion, defaultCluster } from '../../store/index.js';
import { Button, IconButton } from '../controls/Button.js';
import { SelectField, TextField } from '../controls/Field.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import styles from './dialogs.module.css';
import { faultOf, type SettingsFault } from './settings-fault.js';

type LoadBalancer = NonNullable<ClusterSettings['loadBalancer']>;
type Enforcement = NonNullable<ClusterSettings['networkPolicy']>;

/** Nodes, address ranges, seed, who balances, whether policies are enforced. Applying makes the cluster anew: addresses and names follow from these. */
export function ClusterDialog() {
  const words = useWords();
  const motion = useApp((state) => state.motion);
  const [settings, setSettings] = useState<ClusterSettings>(() => getState().settings);
  const [fault, setFault] = useState<SettingsFault | null>(null);
  const isWrong = (field: keyof ClusterSettings): boolean => fault?.field === field;
  const change = (part: Partial<ClusterSettings>): void => {
    setSettings({ ...settings, ...part });
    setFault(null);
  };
  const changeNode = (index: number, part: Partial<NodeSetting>): void =>
    change({ nodes: settings.nodes.map((node, at) => (at === index ? { ...node, ...part } : node)) });

  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        const wrong = faultOf(settings);
        setFault(wrong);
        if (wrong !== null) return;
        configure(settings);
        closeDialog();
      }}
    >
      <table className={styles['table']}>
        <caption>{words.text('ui.cluster.nodes')}</caption>
        <thead>
          <tr>
            <th scope="col">{words.text('ui.cluster.name')}</th>
            <th scope="col">{words.text('ui.cluster.controlPlane')}</th>
            <th scope="col">CPU</th>
            <th scope="col">{words.text('ui.cluster.memory')}</th>
            <th scope="col">{words.text('ui.cluster.zone')}</th>
            <th scope="col">
              <span className="visually-hidden">{words.text('ui.cluster.remove')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {settings.nodes.map((node, index) => (
            // Rows are told apart by their place: a name is what is being typed.
            <tr key={index}>
              <td>
                <TextField
                  hideLabel
                  label={words.text('ui.cluster.name')}
                  value={node.name}
                  required
                  pattern="[a-z0-9]([a-z0-9.\-]*[a-z0-9])?"
                  maxLength={253}
                  onChange={(event) => changeNode(index, { name: event.target.value })}
                />
              </td>
              <td>
                <input
                  type="checkbox"
                  aria-label={`${words.text('ui.cluster.controlPlane')}: ${node.name}`}
                  checked={node.controlPlane}
                  onChange={(event) => changeNode(index, { controlPlane: event.target.checked })}
                />
              </td>
              {(['cpu', 'memory', 'zone'] as const).map((field) => (
                <td key={field}>
                  <TextField
                    hideLabel
                    label={words.text('ui.cluster.field', {
                      field: field === 'cpu' ? 'CPU' : words.text(`ui.cluster.${field}`),
                      name: node.name,
                    })}
                    className={styles['short'] ?? ''}
                    value={node[field]}
                    required={field !== 'zone'}
                    onChange={(event) => changeNode(index, { [field]: event.target.value })}
                  />
                </td>
              ))}
              <td>
                <IconButton
                  label={words.text('ui.cluster.removeNode', { name: node.name })}
                  disabled={settings.nodes.length === 1}
                  onClick={() => change({ nodes: settings.nodes.toSpliced(index, 1) })}
                >
                  <Trash2 size={15} aria-hidden />
                </IconButton>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button onClick={() => change({ nodes: [...settings.nodes, nextNode(settings.nodes)] })}>
        <Plus size={15} aria-hidden />
        {words.text('ui.cluster.addNode')}
      </Button>
      <div className={styles['grid']}>
        <TextField
          label="podCIDR"
          value={settings.podCIDR}
          required
          aria-invalid={isWrong('podCIDR')}
          onChange={(event) => change({ podCIDR: event.target.value })}
        />
        <TextField
          label="nodeMask"
          type="number"
          min={8}
          max={30}
          value={settings.nodeMask}
          required
          aria-invalid={isWrong('nodeMask')}
          onChange={(event) => change({ nodeMask: Number(event.target.value) })}
        />
        <TextField
          label="serviceCIDR"
          value={settings.serviceCIDR}
          required
          aria-invalid={isWrong('serviceCIDR')}
          onChange={(event) => change({ serviceCIDR: event.target.value })}
        />
        <TextField
          label="nodeCIDR"
          value={settings.nodeCIDR}
          required
          aria-invalid={isWrong('nodeCIDR')}
          onChange={(event) => change({ nodeCIDR: event.target.value })}
        />
        <TextField
          label="clusterDomain"
          value={settings.clusterDomain}
          required
          aria-invalid={isWrong('clusterDomain')}
          onChange={(event) => change({ clusterDomain: event.target.value })}
        />
        <TextField
          label={words.text('ui.composer.seed')}
          type="number"
          min={0}
          max={0xffffffff}
          value={settings.seed}
          required
          onChange={(event) => change({ seed: Number(event.target.value) })}
        />
      </div>
      <div className={styles['grid']}>
        <SelectField
          label={words.text('ui.cluster.loadBalancer')}
          value={settings.loadBalancer ?? 'none'}
          data-testid="load-balancer"
          onChange={(event) => change({ loadBalancer: event.target.value as LoadBalancer })}
        >
          {(['none', 'vip', 'proxy'] as const).map((choice) => (
            <option key={choice} value={choice}>
              {words.text(`ui.cluster.loadBalancer.${choice}`)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={words.text('ui.cluster.networkPolicy')}
          value={settings.networkPolicy ?? 'enforced'}
          data-testid="network-policy"
          onChange={(event) => change({ networkPolicy: event.target.value as Enforcement })}
        >
          {(['enforced', 'ignored'] as const).map((choice) => (
            <option key={choice} value={choice}>
              {words.text(`ui.cluster.networkPolicy.${choice}`)}
            </option>
          ))}
        </SelectField>
      </div>
      <SelectField
        label={words.text('ui.motion.label')}
        value={motion}
        onChange={(event) => setMotion(event.target.value as typeof motion)}
      >
        {(['system', 'full', 'reduced'] as const).map((choice) => (
          <option key={choice} value={choice}>
            {words.text(`ui.motion.${choice}`)}
          </option>
        ))}
      </SelectField>
      <div role="alert">
        {fault === null ? null : (
          <p className={styles['fault']} data-testid="settings-fault">
            <CircleX size={16} aria-hidden />
            {words.text(fault.code, fault.params)}
          </p>
        )}
      </div>
      <div className={styles['row']}>
        <Button look="primary" type="submit" data-testid="apply-cluster">
          {words.text('ui.cluster.apply')}
        </Button>
        <Button onClick={() => change(defaultCluster)}>{words.text('ui.cluster.defaults')}</Button>
        <span className={styles['muted']}>{words.text('ui.cluster.hint')}</span>
      </div>
    </form>
  );
}

function nextNode(nodes: readonly NodeSetting[]): NodeSetting {
  for (let n = nodes.length; ; n += 1) {
    const name = `worker-${n}`;
    if (nodes.every((node) => node.name !== name))
      return { name, controlPlane: false, cpu: '4', memory: '8Gi', zone: 'zone-a' };
  }
}
