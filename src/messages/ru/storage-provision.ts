import type { ProvisionWhy } from '../../core/index.js';

/** Русские тексты о защите, выделении и расширении томов, в ICU MessageFormat. */
export const storageProvision = {
  'storage.protection.claimKept':
    'Заявку {claim} удалили, но ею пользуется под {pod}. Финализатор kubernetes.io/pvc-protection держит её в состоянии Terminating, пока под не исчезнет.',
  'storage.protection.claimFreed':
    'Заявкой {claim} больше не пользуется ни один под: защита снимается, и удаление продолжается.',
  'storage.protection.claimGuarded':
    'У каждой заявки есть финализатор kubernetes.io/pvc-protection: {claim} получает его снова.',
  'storage.protection.volumeKept':
    'PersistentVolume {volume} удалили, но с ним связана заявка {claim}. Финализатор kubernetes.io/pv-protection держит том в состоянии Terminating, пока заявка существует.',
  'storage.protection.volumeFreed': 'С PersistentVolume {volume} больше не связана ни одна заявка: защита снимается.',
  'storage.protection.volumeGuarded':
    'У каждого PersistentVolume есть финализатор kubernetes.io/pv-protection: {volume} получает его снова.',

  'storage.provision.asked':
    'Класс заявки {claim} — {class}, поэтому провижинер просит у драйвера {driver} том на {size} (CreateVolume){from, select, node { в {place} — в зоне узла {node}, который выбрал планировщик} class { в {place}, как велит класс} spread { в {place}: при Immediate пода не ждут, и зону определяет имя заявки} other {}}.',
  'storage.provision.made':
    'Драйвер {driver} создал диск на {size}. Его представляет PersistentVolume {volume}: claimRef уже указывает на заявку {claim}, а политика возврата взята из класса: {policy}.',
  'storage.provision.refused': 'Провижинер драйвера {driver} не создаёт том для заявки {claim}: {reason}.',
  'storage.provision.rescheduled':
    'Для заявки {claim} нельзя создать том на узле {node}: {reason}. Провижинер снимает аннотацию selected-node, и планировщик выбирает узел заново.',
  'storage.provision.guarded':
    'PersistentVolume {volume} должен быть удалён вместе со своей заявкой, поэтому провижинер держит его финализатором, пока не удалён диск.',
  'storage.provision.unguarded':
    'Политика возврата PersistentVolume {volume} — {policy}: удалять диск не придётся, и провижинер снимает свой финализатор.',
  'storage.provision.deleting':
    'PersistentVolume {volume} освобождён (Released), его политика возврата — Delete: провижинер велит драйверу {driver} удалить диск (DeleteVolume).',
  'storage.provision.deleted':
    'Драйвер {driver} удалил диск тома {volume}{files, plural, =0 {} one {, а с ним # файл} few {, а с ним # файла} many {, а с ним # файлов} other {, а с ним # файла}}. Теперь исчезнет и объект.',
  'storage.provision.released': 'Диск PersistentVolume {volume} удалён, и провижинер снимает свой финализатор.',
  'storage.provision.stillAttached':
    'Диск PersistentVolume {volume} нельзя удалить, пока он подключён к узлу {node}. Провижинер попробует снова, когда диск отключат.',

  'storage.resize.waiting':
    'Заявка {claim} просит больше, чем имеет. Внутри Kubernetes этот том расширить некому: ждём external-resizer драйвера.',
  'storage.resize.asked':
    'У заявки {claim} есть {from}, она просит {to}, и класс это разрешает. external-resizer записывает, что собирается сделать, и просит драйвер увеличить диск тома {volume} (ControllerExpandVolume).',
  'storage.resize.grown':
    'Драйвер увеличил диск: у PersistentVolume {volume} теперь {to}, а было {from}. Статус заявки {claim} изменится следом.',
  'storage.resize.nodePending':
    'Диск тома {volume} уже больше, а файловая система ещё нет. Заявка {claim} ждёт kubelet узла, на котором том смонтирован.',
  'storage.resize.done': 'Теперь у заявки {claim} есть {to}: на узле для тома {volume} делать больше нечего.',
} as const satisfies Record<keyof ProvisionWhy, string>;
