import { describe, expect, it } from 'vitest';
import { createManifestCache, parseManifests, type Message } from '../core/index.js';
import { en } from './en/index.js';
import { lints as enLints } from './en/lints.js';
import { diagnosticWords, createFormatter } from './index.js';
import { ru } from './ru/index.js';

const english = createFormatter('en', en);
const russian = createFormatter('ru', ru);

/** What is said of a text under a diagnostic's code, in both languages, and whether it is quoted. */
function wordsOf(text: string, code: string) {
  const { diagnostics } = parseManifests([{ id: 'a', name: 'a.yaml', text }], createManifestCache());
  const found = diagnostics.find((one) => one.code === code);
  if (found === undefined) throw new Error(`no ${code} in ${diagnostics.map((one) => one.code).join(', ')}`);
  return { en: diagnosticWords(found, english), ru: diagnosticWords(found, russian) };
}

const SERVICE =
  'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: web}\n  ports: [{port: 80}]\n';
const policy = (spec: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\nspec: {${spec}}\n`;
const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: w, labels: {app: web}}\nspec: {containers: [{name: c, image: i, ports: [{containerPort: 9376}]}]}\n';
const RULE =
  '{host: a.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}';
const ingress = (rules: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i}\nspec: {rules: [${rules}]}\n`;

describe('what we say ourselves about manifests is said in the reader’s language', () => {
  it.each([
    [
      'a selector that finds nobody',
      SERVICE,
      'selector-matches-nothing',
      'no pod in the manifests has the labels app=web: the Service has no endpoints',
      'ни у одного пода в манифестах нет меток app=web: у Service нет эндпоинтов',
    ],
    [
      'a port that nobody declares',
      `${SERVICE}---\n${POD}`,
      'target-port-not-declared',
      'no container of the selected pods declares TCP port 80 (they declare 9376); that is allowed, if something listens there',
      'ни один контейнер выбранных подов не объявляет порт TCP 80 (объявлены: 9376); это допустимо, если там кто-то слушает',
    ],
    [
      'a document that is written again',
      `${SERVICE}---\n${SERVICE}`,
      'duplicate-object',
      'Service default/web is written again in line 8: the last one is applied',
      'Service default/web записан ещё раз в строке 8: применится последний вариант',
    ],
    [
      'a path that is written twice',
      ingress(`${RULE}, ${RULE}`),
      'duplicate-ingress-path',
      'host a.example, path "/" is written above too: only one of the two gets the requests',
      'для хоста a.example путь «/» уже записан выше: запросы получит только один из двух',
    ],
    [
      'a port of a Service, with those it has',
      `${SERVICE}---\n${ingress(RULE.replace('80', '8080'))}`,
      'ingress-port-missing',
      'Service web has no port 8080 (it has 80): requests for it are answered with 503',
      'у Service web нет порта 8080 (есть 80): на запросы к нему контроллер ответит кодом 503',
    ],
    [
      'a peer that nobody is',
      `${policy('podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: cart}}}]}]')}---\n${POD}`,
      'policy-peer-matches-nothing',
      'no pod app=cart in namespace default is in the manifests: this peer is nobody',
      'в манифестах нет подов app=cart в пространстве имён default: этому элементу никто не соответствует',
    ],
    [
      'a selector as kubectl writes it',
      policy(
        'podSelector: {matchExpressions: [{key: a, operator: In, values: [b, c]}, {key: d, operator: DoesNotExist}]}, ingress: [{}]',
      ),
      'policy-selects-nothing',
      'no pod in the manifests of namespace default is selected by a in (b,c),!d: the policy isolates nothing',
      'в манифестах нет подов пространства имён default, подходящих под a in (b,c),!d: политика никого не изолирует',
    ],
    [
      'a kind of a custom resource',
      'apiVersion: apps/v1\nkind: ControllerRevision\nmetadata: {name: r}\nrevision: 1\n',
      'not-simulated',
      'ControllerRevision is kept but not simulated',
      'ControllerRevision сохраняется, но не моделируется',
    ],
  ])('%s', (_, text, code, inEnglish, inRussian) => {
    const words = wordsOf(text, code);
    expect([words.en.said, words.ru.said]).toEqual([inEnglish, inRussian]);
    expect([words.en.quoted, words.ru.quoted]).toEqual([false, false]);
    expect(words.ru.why).toMatch(/[а-яё]/i);
  });

  it('what the API server says stays in its own words, with the explanation in the reader’s language', () => {
    const words = wordsOf(SERVICE.replace('ports', 'prots'), 'unknown-field');
    expect(words.ru).toMatchObject({ said: 'unknown field "spec.prots"', quoted: true });
    expect(words.ru.why).toMatch(/опечатка/);
  });
});

/** What Kubernetes, YAML and the protocols call things: the same in every language. */
const NAMES =
  /\b(?:Kubernetes|YAML|API|Service|Deployment|StatefulSet|Ingress|IngressClass|Endpoints|ConfigMap|Secret|PersistentVolume|PVC|StorageClass|CSIDriver|CSI|DNS|UDP|TCP|CoreDNS|Corefile|ExternalName|Pending|Multi-Attach|null|https?|kubectl|kube-dns|kube-system|coredns|tls\.crt|tls\.key|kubernetes\.io|tls|spec\.tls|type|matchLabels|volumeBindingMode|WaitForFirstConsumer|allowedTopologies|policyTypes|ipBlock|ingress|endpoints)\b/g;

describe('every one of our own sentences', () => {
  const codes = Object.keys(enLints) as (keyof typeof enLints)[];

  /** The sentence with a mark for each text in it, and a number for each number. */
  function sample(code: keyof typeof enLints, count: number): Message {
    const names = [...enLints[code].matchAll(/\{(\w+)([},])/g)].map(([, name = '']) => name);
    const counted = (name: string) => /\{(\w+), (?:plural|number)/.test(enLints[code]) && COUNTED.has(name);
    return { code, params: Object.fromEntries(names.map((name) => [name, counted(name) ? count : '№'])) };
  }
  const COUNTED = new Set(['count', 'steps', 'replicas', 'length', 'most']);

  it.each(codes)('%s has Russian words, and English ones only where Kubernetes has them', (code) => {
    for (const count of [1, 2, 5, 21]) {
      const message = sample(code, count);
      expect(english.say(message)).not.toContain('lint.');
      const said = russian.say(message);
      expect(said).toMatch(/[а-яё]/i);
      // A sentence may begin with the API server's own words.
      const own = said.replace(/^.* not found: |^no matches for kind ".*?" in version ".*?": /, '');
      expect(own.replaceAll(NAMES, '').match(/[a-z]{2,}/gi)).toBeNull();
    }
  });

  it('counts as Russian counts', () => {
    const steps = [1, 3, 5, 21].map((count) => /за (.*?);/.exec(russian.say(sample('lint.notSettled', count)))?.[1]);
    expect(steps).toEqual(['1 шаг', '3 шага', '5 шагов', '21 шаг']);
  });
});
