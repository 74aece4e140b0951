import type { VolumeWhy } from '../../core/index.js';

export const storageVolumes = {
  'storage.attach.driverBrought':
    '{kind} {name} называет драйвер {driver} — прямо или через старый встроенный плагин, который он теперь заменяет. Такой драйвер есть в кластерах самого облака, поэтому его объект CSIDriver появляется сам.',
  'storage.attach.registered':
    'Драйверы на узле {node} регистрируются у kubelet, и он записывает их в объект CSINode: {drivers, select, none {не осталось ни одного} other {{drivers}}}.',
  'storage.attach.wanted':
    'Под {pod} назначен на узел {node} и использует том {volume}. Поэтому контроллер attach-detach просит {driver} подключить его туда: создаёт VolumeAttachment.',
  'storage.attach.taken':
    'external-attacher драйвера {driver} берёт VolumeAttachment в работу и ставит финализаторы на него и на том {volume}: пока диск висит на узле {node}, ни тот ни другой не должны исчезнуть.',
  'storage.attach.attached':
    'ControllerPublishVolume: {driver} подключил том {volume} к узлу {node}, там появилось блочное устройство.',
  'storage.attach.succeeded': 'Том {volume} подключён к узлу {node}: под {pod} узнаёт об этом из события.',
  'storage.attach.multiAttach':
    'Том {volume} можно подключить только к одному узлу (так говорит режим доступа), а он висит на {other}. Под {pod} на {node} ждёт, пока том освободится.',
  'storage.attach.failed': 'Том {volume} не удалось подключить к узлу {node}: под {pod} его ждёт.',
  'storage.attach.noAttacher':
    'Подключить том {volume} к узлу {node} некому: драйвер {driver} не установлен. Через {minutes} мин контроллер сообщает об этом и ждёт дальше.',
  'storage.attach.refused': '{driver} не может подключить том {volume} к узлу {node}: диск уже висит на другом узле.',
  'storage.attach.wrongZone':
    '{driver} не может подключить том {volume} к узлу {node}: диск находится в зоне {zone}, а узел — в {other}.',
  'storage.attach.volumeGoing':
    'Том {volume} удаляется, поэтому external-attacher его больше ни к какому узлу не подключает: на {node} поды его не получат.',
  'storage.attach.detachWanted':
    'Том {volume} больше не нужен ни одному поду на узле {node} и не смонтирован там, поэтому контроллер attach-detach удаляет VolumeAttachment.',
  'storage.attach.forced':
    'От узла {node} нет вестей, и уже {minutes} мин том {volume} не нужен там ни одному поду. Возможно, он ещё смонтирован, но контроллер отключает его принудительно.',
  'storage.attach.outOfService':
    'На узле {node} стоит taint out-of-service: известно, что он выключен, поэтому том {volume} отключается сразу, даже если смонтирован.',
  'storage.attach.detached':
    'ControllerUnpublishVolume: {driver} отключил том {volume} от узла {node}. Теперь его может получить другой узел.',
  'storage.attach.volumeReleased':
    'Том {volume} удаляется и нигде не подключён, поэтому external-attacher драйвера {driver} снимает свой финализатор.',

  'storage.mount.staged':
    'NodeStageVolume: на томе {volume} создаётся файловая система (если её ещё нет), и он один раз монтируется для всего узла {node}.',
  'storage.mount.stagedBlock': 'NodeStageVolume: том {volume} готов на узле {node} как «сырое» блочное устройство.',
  'storage.mount.emptyDir':
    'На узле {node} создан пустой каталог для тома {volume}: он живёт ровно столько, сколько под {pod} остаётся на этом узле.',
  'storage.mount.tmpfs':
    'Том {volume} пода {pod} — файловая система в памяти узла {node}: всё, что туда записано, считается памятью того контейнера, который пишет.',
  'storage.mount.hostPath':
    'Каталог {path} узла {node} подключён в под {pod} как {volume}. На другом узле тот же путь — уже другой каталог.',
  'storage.mount.fromApi':
    'Для тома {volume} пода {pod} kubelet записывает {files, plural, =0 {ноль файлов} one {# файл} few {# файла} many {# файлов} other {# файла}} из источника {source}. Оригиналы остаются на API-сервере.',
  'storage.mount.share':
    'Общий каталог сервера {server} смонтирован для пода {pod} как {volume}. Подключать нечего: смонтировать его может любой узел.',
  'storage.mount.device': 'Под {pod} получает том {volume} как файл устройства, без файловой системы.',
  'storage.mount.published':
    'NodePublishVolume: том {volume}, уже смонтированный на узле {node}, появляется в каталоге пода {pod}. Контейнеры могут стартовать.',
  'storage.mount.inline':
    'NodePublishVolume: драйвер {driver} создаёт том {volume} только для пода {pod}. Вместе с подом он и исчезнет.',
  'storage.mount.failed': 'Том {volume} не удаётся смонтировать, поэтому контейнеры пода {pod} не запускаются.',
  'storage.mount.claimNotReady': 'За томом {volume} стоит заявка {claim}, а у неё пока нет тома: под {pod} ждёт.',
  'storage.mount.unpublished':
    'Поду {pod} том {volume} больше не нужен: он размонтируется из каталога пода на узле {node}.',
  'storage.mount.removed':
    'Том {volume} принадлежал поду {pod} на узле {node} и удаляется вместе с ним: {files, plural, one {потерян # файл} few {потеряно # файла} many {потеряно # файлов} other {потеряно # файла}}.',
  'storage.mount.unstaged': 'На узле {node} диск {volume} больше никому не нужен: он размонтируется и с узла.',
  'storage.mount.powerLost':
    'Узел {node} выключен — так говорит taint out-of-service: всё, что было в его памяти, пропало, в том числе {files, plural, one {# файл} few {# файла} many {# файлов} other {# файла}} в tmpfs.',
  'storage.mount.refreshed':
    'При очередной синхронизации пода {pod} kubelet видит, что источник {source} тома {volume} изменился, и подменяет файлы. Там, где стоит subPath, остаются старые.',
  'storage.mount.notRefreshed':
    'Того, что показывает том {volume} пода {pod}, больше нет в API. В работающем поде старые файлы остаются, а новый под не запустился бы.',
  'storage.mount.expanded':
    'NodeExpandVolume: файловая система тома {volume} растёт до {storage} прямо смонтированной, и это видно в заявке {claim}.',

  'storage.files.wrote':
    'Контейнер {container} пода {pod} пишет в {path}: самый длинный подходящий mountPath — у тома {volume}.',
  'storage.files.replaced':
    'Контейнер {container} пода {pod} перезаписывает {path} в томе {volume}: прежнего содержимого больше нет.',
  'storage.files.wroteInContainer':
    'Контейнер {container} пода {pod} пишет в {path}. Том там не смонтирован: файл лежит в слое самого контейнера и исчезнет вместе с ним.',
  'storage.files.outOfMemory':
    'Файлы в tmpfs — это память того контейнера, который их записал. С {bytes, number} байт контейнер {container} пода {pod} превысил лимит {limit}, и ядро его убивает (код выхода 137).',
  'storage.files.evicted': 'kubelet завершает под {pod}, чтобы спасти узел: {reason}',

  'storage.survival.read': 'Контейнер той же нагрузки снова читает тот же файл.',
  'storage.survival.readNew': 'Файл читается, но он создан заново из объекта API.',
  'storage.survival.kept': 'Файл остался на {disk}, но прочитать его сейчас не может ни один контейнер нагрузки.',
  'storage.survival.keptOnDeadNode': 'Файл остался на {disk}, но узел не отвечает, и добраться до файла нельзя.',
  'storage.survival.lost': 'Файл исчез вместе с {disk}.',
  'storage.survival.impossible': 'Здесь не с чем это сделать.',
} as const satisfies Record<keyof VolumeWhy, string>;
