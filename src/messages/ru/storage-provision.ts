import type { ProvisionWhy } from '../../core/index.js';

/** Russian texts about protection, provisioning and expansion, in ICU MessageFormat. */
export const storageProvision = {
  'storage.protection.claimKept':
    'PVC {claim} удалён, но его использует под {pod}. Финализатор kubernetes.io/pvc-protection держит его в состоянии Terminating, пока под не исчезнет.',
  'storage.protection.claimFreed':
    'PVC {claim} больше не использует ни один под: защита снимается, и удаление продолжается.',
  'storage.protection.claimGuarded':
    'У каждого PVC есть финализатор kubernetes.io/pvc-protection: {claim} получает его снова.',
  'storage.protection.volumeKept':
    'PersistentVolume {volume} удалён, но к нему привязан PVC {claim}. Финализатор kubernetes.io/pv-protection держит том в состоянии Terminating, пока PVC существует.',
  'storage.protection.volumeFreed': 'К PersistentVolume {volume} больше не привязан ни один PVC: защита снимается.',
  'storage.protection.volumeGuarded':
    'У каждого PersistentVolume есть финализатор kubernetes.io/pv-protection: {volume} получает его снова.',

  'storage.provision.asked':
    'Класс PVC {claim} — {class}, поэтому provisioner просит у драйвера {driver} том на {size} (CreateVolume){from, select, node { в {place} — в зоне узла {node}, который выбрал планировщик} class { в {place}, как велит класс} spread { в {place}: при Immediate пода не ждут, и зону определяет имя PVC} other {}}.',
  'storage.provision.made':
    'Драйвер {driver} создал диск на {size}. Его представляет PersistentVolume {volume}: claimRef уже указывает на PVC {claim}, а reclaim policy взята из класса: {policy}.',
  'storage.provision.refused': 'Provisioner драйвера {driver} не создаёт том для PVC {claim}: {reason}.',
  'storage.provision.rescheduled':
    'Для PVC {claim} нельзя создать том на узле {node}: {reason}. Provisioner снимает аннотацию selected-node, и планировщик выбирает узел заново.',
  'storage.provision.guarded':
    'PersistentVolume {volume} должен быть удалён вместе со своим PVC, поэтому provisioner держит его финализатором, пока не удалён диск.',
  'storage.provision.unguarded':
    'Политика PersistentVolume {volume} — {policy}: удалять диск не придётся, и provisioner снимает свой финализатор.',
  'storage.provision.deleting':
    'PersistentVolume {volume} освобождён (Released), его политика — Delete: provisioner велит драйверу {driver} удалить диск (DeleteVolume).',
  'storage.provision.deleted':
    'Драйвер {driver} удалил диск тома {volume}{files, plural, =0 {} one {, а с ним # файл} few {, а с ним # файла} many {, а с ним # файлов} other {, а с ним # файла}}. Теперь исчезнет и объект.',
  'storage.provision.released': 'Диск PersistentVolume {volume} удалён, и provisioner снимает свой финализатор.',
  'storage.provision.stillAttached':
    'Диск PersistentVolume {volume} нельзя удалить, пока он подключён к узлу {node}. Provisioner попробует снова, когда диск отключат.',

  'storage.resize.waiting':
    'PVC {claim} просит больше, чем имеет. Внутри Kubernetes этот том расширить некому: ждём external-resizer драйвера.',
  'storage.resize.asked':
    'У PVC {claim} есть {from}, он просит {to}, и класс это разрешает. Resizer записывает, что собирается сделать, и просит драйвер увеличить диск тома {volume} (ControllerExpandVolume).',
  'storage.resize.grown':
    'Драйвер увеличил диск: у PersistentVolume {volume} теперь {to}, а было {from}. Статус PVC {claim} изменится следом.',
  'storage.resize.nodePending':
    'Диск тома {volume} уже больше, а файловая система ещё нет. PVC {claim} ждёт kubelet узла, на котором том смонтирован.',
  'storage.resize.done': 'Теперь у PVC {claim} есть {to}: на узле для тома {volume} делать больше нечего.',
} as const satisfies Record<keyof ProvisionWhy, string>;
