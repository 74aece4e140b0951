import type { BinderWhy, MatchWhy } from '../../core/index.js';

/** Русские тексты о том, как заявки и тома находят друг друга, в ICU MessageFormat. */
export const storageBinding = {
  'storage.binder.available': 'PersistentVolume {volume} никому не принадлежит, поэтому он Available.',
  'storage.binder.reserved':
    'PersistentVolume {volume} зарезервирован за заявкой {claim}: она названа в его claimRef, без uid. Том Available, но только для неё.',
  'storage.binder.claimRef':
    '{reason, select, smallest {Из томов, подходящих заявке {claim}, первым идёт {volume}: {capacity} при запрошенных {request}.} reserved {Том {volume} зарезервирован за заявкой {claim}: {capacity} при запрошенных {request}.} other {Заявка {claim} и том {volume} называют друг друга: {capacity} при запрошенных {request}.}} Первым записывается том: теперь его claimRef указывает на заявку вместе с её uid.',
  'storage.binder.volumeBound': 'В claimRef тома {volume} стоит заявка {claim}, поэтому том переходит в Bound.',
  'storage.binder.volumeName': 'Вторая рука: теперь и заявка {claim} называет свой том — {volume}.',
  'storage.binder.claimBound':
    'Заявка {claim} и том {volume} указывают друг на друга, поэтому заявка Bound.{more, select, yes { Ей достался весь том — {capacity}, хотя она просила {request}.} other { Она получила ровно столько, сколько просила: {capacity}.}}',
  'storage.binder.unbound':
    'У заявки {claim} уже другой том. Контроллер убирает собственную ссылку из PersistentVolume {volume}.',
  'storage.binder.uidCleared':
    'У заявки {claim} уже другой том. claimRef в PersistentVolume {volume} написал человек, поэтому из него убирается только uid, а бронь остаётся.',
  'storage.binder.pending': 'У заявки {claim} нет тома, поэтому в её статусе только Pending.',
  'storage.binder.defaultClass':
    'Когда создавали заявку {claim}, класса по умолчанию не было. Теперь это {class}, и заявка его получает.',

  'storage.binder.noVolume':
    'Ни один том не подходит заявке {claim}, а без класса создать его некому. Заявка ждёт, пока не появится подходящий том.',
  'storage.binder.waitsForConsumer':
    'Класс {class} связывает том только вместе с первым подом (WaitForFirstConsumer), а заявкой {claim} ещё никто не пользуется. Поэтому она ждёт.',
  'storage.binder.waitsForPods':
    'Класс {class} связывает том только вместе с первым подом, а у подов с заявкой {claim} ещё нет узла: {pods}.',
  'storage.binder.noSuchVolume': 'Заявка {claim} называет PersistentVolume {volume}, которого нет. Она его ждёт.',
  'storage.binder.mismatch':
    'Заявка {claim} называет PersistentVolume {volume}, но он не может быть её томом: {reason}.',
  'storage.binder.modeMismatch':
    'PersistentVolume {volume} зарезервирован за заявкой {claim}, но один из них — блочное устройство, а другой — файловая система.',
  'storage.binder.takenByOther': 'Заявка {claim} называет PersistentVolume {volume}, а он принадлежит заявке {other}.',
  'storage.binder.noClass':
    'Ни один том не подходит заявке {claim}, а её класса {class} не существует, поэтому создать том некому.',
  'storage.binder.noProvisioner':
    'Ни один том не подходит заявке {claim}, а класс {class} томов не создаёт: для {provisioner} нет провижинера.',
  'storage.binder.external':
    'Ни один том не подходит заявке {claim}. Тома её класса {class} создаёт {provisioner}: его просят об этом аннотацией.',
  'storage.binder.lostName':
    'Заявка {claim} была связана, а теперь её volumeName исчез. Она Lost: другой том для неё не ищут.',
  'storage.binder.lostVolume':
    'Заявка {claim} была связана с PersistentVolume {volume}, а его больше нет. Она Lost: другой том для неё не ищут.',
  'storage.binder.misbound':
    'Заявка {claim} была связана с PersistentVolume {volume}, а он теперь принадлежит заявке {other}. Двум заявкам один том не достаётся: эта — Lost.',

  'storage.binder.released':
    'Заявки {claim} больше нет. PersistentVolume {volume} становится Released: ссылка на неё остаётся, поэтому другой заявке он не достанется. {policy, select, Delete {Его политика возврата — Delete: то, что за ним стоит, будет удалено.} Recycle {Его политика возврата — Recycle: том очистят и отдадут снова.} other {Его политика возврата — Retain: данные остаются, пока кто-нибудь не решит, что с ними делать.}}',
  'storage.binder.superfluous':
    'PersistentVolume {volume} создали для заявки {claim}, а у неё другой том — {other}. Этот становится Released, чтобы его удалили.',
  'storage.binder.deleted':
    'Политика возврата — Delete: удаляется то, что стоит за PersistentVolume {volume}{files, plural, =0 {} one {, вместе с # файлом} few {, вместе с # файлами} many {, вместе с # файлами} other {, вместе с # файла}}, а затем и сам том.',
  'storage.binder.deleteFailed':
    'Вернуть то, что стоит за PersistentVolume {volume}, не удалось: {reason}. Том переходит в Failed, данные не тронуты.',
  'storage.binder.noRecycler':
    'Политика возврата — Recycle, но очищать умеют только тома nfs и hostPath. PersistentVolume {volume} переходит в Failed.',
  'storage.binder.recycleWaits':
    'PersistentVolume {volume} нельзя очистить, пока его бывшей заявкой пользуются поды: {pods}.',
  'storage.binder.recycling':
    'Политика возврата — Recycle: под монтирует PersistentVolume {volume} и выполняет rm -rf /thevolume/*.',
  'storage.binder.recycled':
    'PersistentVolume {volume} очищен{files, plural, =0 {} one {: потерян # файл} few {: потеряно # файла} many {: потеряно # файлов} other {: потеряно # файла}}. Он достанется следующей заявке.',

  'storage.match.bound': 'Заявка {claim} и {volume} связаны друг с другом; выбирать больше нечего.',
  'storage.match.named': 'Заявка {claim} называет {volume}, поэтому другие тома не рассматриваются.',
  'storage.match.reserved': '{volume} зарезервирован за заявкой {claim}: это важнее размера любого другого.',
  'storage.match.only': '{volume} ({capacity}) — единственный подходящий том.',
  'storage.match.smallest':
    '{volume} ({capacity}) — наименьший из подходящих (их {fitting, number}): так меньше всего пропадёт зря.',
  'storage.match.fewestModes':
    '{volume} умеет не больше чем {modes}. Сначала просматривают тома с меньшим числом режимов доступа, поэтому до {other} ({otherModes}) очередь не доходит, хотя он и меньше.',
  'storage.match.firstOfEqual':
    '{volume} и {other} одинаковы, в обоих {capacity}; берётся тот, который нашёлся первым.',

  'storage.match.moreModes':
    'Подходит, но умеет больше ({modes}), чем взятый ({chosenModes}): тома с меньшим числом режимов доступа идут первыми.',
  'storage.match.larger': 'Подходит, но {capacity} больше, чем {chosenCapacity} у взятого.',
  'storage.match.later': 'Подходит не хуже, чем {chosen}, но тот нашёлся раньше.',
  'storage.match.notReserved': 'Подходит, но за этой заявкой зарезервирован {chosen}.',
  'storage.match.notNamed': 'Заявка {claim} просит {chosen} по имени.',
  'storage.match.alreadyBound': 'У заявки {claim} есть {chosen}, и она его не сменит.',
  'storage.match.waitsForPod': 'Подходит, но класс {class} связывает тома, только когда у пода есть узел.',
  'storage.match.lost': 'Заявка {claim} больше не берёт томов.',

  'storage.match.failed.claimRef': 'Принадлежит заявке {found} или зарезервирован за ней, а не за {wanted}.',
  'storage.match.failed.capacity': 'В нём {found}, а заявка просит {wanted}.',
  'storage.match.failed.volumeMode': 'Его режим — {found}, а заявка просит {wanted}.',
  'storage.match.failed.volumeAttributesClass': 'Его класс атрибутов — «{found}», а у заявки — «{wanted}».',
  'storage.match.failed.deletion': 'Его удаляют (с {found}).',
  'storage.match.failed.accessModes': 'Он умеет {found}, а заявка просит {wanted}.',
  'storage.match.failed.phase': 'Он {found}, а берут только {wanted}.',
  'storage.match.failed.selector':
    '{found, select, none {Меток у него нет, а заявка выбирает {wanted}.} other {Его метки ({found}) не те, что выбирает заявка: {wanted}.}}',
  'storage.match.failed.storageClass': 'Его класс — «{found}», а у заявки — «{wanted}».',
  'storage.match.failed.nodeAffinity': 'Он доступен с узлов, где {found}, а {wanted} не из них.',

  'storage.match.chain.noVolumes': 'Нет ни одного PersistentVolume, который мог бы достаться заявке {claim}.',
  'storage.match.chain.noneFits':
    '{volumes, plural, =1 {Единственный том не подходит} one {Ни один из # тома не подходит} few {Ни один из # томов не подходит} many {Ни один из # томов не подходит} other {Ни один из # тома не подходит}} заявке {claim}.',
  'storage.match.chain.nearest': 'Ближе всех {volume}.',
  'storage.match.chain.noClass':
    'У заявки {claim} нет storageClassName, и ни один класс не назначен классом по умолчанию, поэтому создать для неё том некому.',
  'storage.match.chain.emptyClass':
    'storageClassName: "" означает, что заявке {claim} класс не нужен, поэтому создать для неё том некому.',
  'storage.match.chain.noPod':
    'Заявкой {claim} не пользуется ни один под. Где будет её том, решит первый, кто ею воспользуется.',
  'storage.match.chain.podUnschedulable': 'Ею пользуется под {pod}, и у него нет узла: {message}',
  'storage.match.chain.podWaits': 'Ею пользуется под {pod}, который ещё ждёт узла.',
  'storage.match.chain.notInstalled':
    'CSI-драйвер {provisioner} не установлен: объекта CSIDriver с таким именем нет. Отвечать некому.',
  'storage.match.chain.selector':
    'У заявки {claim} есть selector, а провижинер не может создать том под чужие метки: он отказывает.',
  'storage.match.chain.atWork': '{provisioner} установлен, и его попросили создать том.',
} as const satisfies Record<keyof BinderWhy | keyof MatchWhy, string>;
