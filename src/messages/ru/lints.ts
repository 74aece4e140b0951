import type { lints as en } from '../en/lints.js';

/** Russian texts of our own sentences about manifests: exactly the keys of the English ones. */
export const lints = {
  'lint.textTooLong':
    'длина манифестов — {length, plural, one {# символ} few {# символа} many {# символов} other {# символа}}; читается не больше {most, number}',
  'lint.textLong':
    'длина манифестов — {length, plural, one {# символ} few {# символа} many {# символов} other {# символа}}: если больше {most, number}, каждая правка обрабатывается заметно дольше',
  'lint.tooManyDocuments': 'больше {most, plural, one {# документа} other {# документов}}; всё, что ниже, не прочитано',
  'lint.tooManyTokens':
    'в документах больше {most, plural, one {# лексемы} other {# лексем}} YAML; всё, что ниже, не прочитано',
  'lint.documentTooLarge':
    'в документе больше {most, number} {what, select, anchors {якорей} aliases {псевдонимов} values {значений} keys {ключей в одном словаре} other {лексем YAML}}',
  'lint.unknownTag': 'тег {tag} пропущен',
  'lint.afterEnd': 'то, что стоит после «...», не читается: между двумя строками «---» kubectl берёт один документ',

  'lint.openQuote':
    'Кавычка {quote} открыта здесь и не закрыта до следующего ключа: всё до ближайшей такой кавычки читается как её текст.',
  'lint.openBracket': 'Скобка {bracket} открыта здесь и не закрыта: не хватает {closing}.',
  'lint.tabIndent': 'Отступы в YAML делают только пробелами, а здесь стоит табуляция.',
  'lint.strayIndent':
    'Отступ этой строки — {columns, plural, one {# пробел} few {# пробела} many {# пробелов} other {# пробела}} — не подходит ни к одной строке выше: ключи одного словаря начинаются в одной колонке, а глубже может стоять только то, что вложено в ключ без значения.',
  'lint.noColon': 'После {word}, похоже, пропущено двоеточие: пара записывается как «ключ: значение».',
  'lint.colonWithoutSpace': 'После двоеточия не хватает пробела: без него двоеточие становится частью слова.',
  'lint.dashWithoutSpace': 'После дефиса не хватает пробела: без него дефис становится частью слова.',
  'lint.colonInValue': 'Значение, в котором есть «: », берут в кавычки: иначе там начинается второй ключ.',

  'lint.reservedStart':
    'Значение не может начинаться с {mark}: этот знак YAML оставил за собой. Возьмите значение в кавычки.',

  'lint.notSimulated': '{kind} сохраняется, но не моделируется',
  'lint.removedApi':
    'no matches for kind "{kind}" in version "{version}": начиная с Kubernetes {since} эта версия не обслуживается',
  'lint.replacedApi':
    'no matches for kind "{kind}" in version "{version}": начиная с Kubernetes {since} эта версия не обслуживается; используйте {replacement}',
  'lint.namespaceIgnored': '{kind} не принадлежит пространству имён: API-сервер стирает это поле',
  'lint.kubeDns':
    'CoreDNS не читает ConfigMap kube-system/kube-dns: его серверы пересылки указаны в Corefile из ConfigMap coredns',
  'lint.tlsSecretType':
    'Secret с ключами tls.crt и tls.key должен иметь type: kubernetes.io/tls; без этого API-сервер не проверяет пару',
  'lint.nullSelector': 'matchLabels равно null: селектор пуст и выбирает все поды пространства имён',
  'lint.volumeRedirected':
    '{field}: устарело в v{deprecated}; начиная с v{redirected} все операции со встроенным типом {source} передаются CSI-драйверу {driver}',
  'lint.hostPath': '{field}: это место на узле, где работает под; на другом узле под этих файлов не найдёт',
  'lint.provisionerRemoved': 'провижинер {provisioner}: устарел в v{deprecated}, не работает начиная с v{removed}',
  'lint.provisionerRedirected':
    'провижинер {provisioner}: устарел в v{deprecated}; начиная с v{redirected} тома создаёт CSI-драйвер {driver}',
  'lint.zoneReplaced': '{field}: устарело, вместо него — allowedTopologies',
  'lint.zoneRefused': '{field}: драйвер {driver} такого параметра не принимает; используйте allowedTopologies',

  'lint.writtenAgain': '{object} записан ещё раз в строке {line}: применится последний вариант',
  'lint.writtenAgainElsewhere': '{object} записан ещё раз в строке {line} другого файла: применится последний вариант',
  'lint.serviceSelectsNothing': 'ни у одного пода в манифестах нет меток {labels}: у Service нет эндпоинтов',
  'lint.serviceSelectsElsewhere':
    'в пространстве имён {namespace} нет пода с метками {labels}, такие есть в {other}: у Service нет эндпоинтов',
  'lint.portNameUnknown':
    'ни у одного контейнера выбранных подов нет порта {protocol} с именем «{name}»: у этого порта нет эндпоинтов',
  'lint.portNotDeclared':
    'ни один контейнер выбранных подов не объявляет порт {protocol} {port} (объявлены: {declared}); это допустимо, если там кто-то слушает',
  'lint.probePortNameUnknown':
    'у контейнера {container} нет порта с именем «{name}»: проверку нельзя выполнить, и её результата не будет',
  'lint.probePortSilent':
    'неизвестно, чтобы порт {port} в этом поде кто-нибудь слушал ({count, plural, =0 {ни один контейнер не объявил TCP-портов} other {объявлены: {declared}}}): симулятор откажет этой проверке',
  'lint.sameSelector': 'такой же селектор ({labels}) у {object}: оба считают одни и те же поды своими',
  'lint.endpointsWithoutService': 'нет Service {service}: эти Endpoints никто не использует',
  'lint.endpointsOverwritten': 'у Service {service} есть селектор: контроллер endpoints перезапишет эти Endpoints',
  'lint.setWithoutService': 'services "{service}" not found: у подов StatefulSet {set} нет имён DNS',

  'lint.noVolumeLabelled':
    'в манифестах нет PersistentVolume с метками {labels}, а для заявки с селектором том динамически не создаётся: она останется в Pending',
  'lint.noVolumeSelected':
    'ни один PersistentVolume в манифестах не подходит под селектор, а для заявки с селектором том динамически не создаётся: она останется в Pending',
  'lint.claimOnOneNode':
    'у заявки «{claim}» режим {modes}, а у Deployment {deployment} — {replicas, plural, one {# реплика} few {# реплики} many {# реплик} other {# реплики}}: поды на других узлах будут ждать с ошибкой Multi-Attach',
  'lint.defaultClasses':
    '{count, plural, one {классом по умолчанию помечен и StorageClass {names}} other {классами по умолчанию помечены и StorageClass {names}}}: заявка без класса получит самый новый из них',
  'lint.noDriver': 'в манифестах нет CSIDriver «{driver}»: создавать, подключать и монтировать его тома некому',
  'lint.localWithoutWait':
    'локальному тому нужен StorageClass с volumeBindingMode: WaitForFirstConsumer: если связать заявку сразу, она привяжет под к узлу, где тот может не поместиться',

  'lint.noController':
    'в манифестах не работает ни один ingress-контроллер: Ingress — это только набор правил, и без контроллера ничего не происходит',
  'lint.ingressClassMissing':
    'ingressclasses.networking.k8s.io "{name}" not found: ни один контроллер не считает этот Ingress своим',
  'lint.ingressWithoutClass':
    'Ingress не называет класс, а IngressClass по умолчанию нет: контроллер его не обслуживает',
  'lint.defaultIngressClasses':
    '{count, plural, one {классом по умолчанию помечен и IngressClass {names}} other {классами по умолчанию помечены и IngressClass {names}}}: Ingress без класса получит самый новый из них',
  'lint.ingressServiceMissing': 'services "{service}" not found: на запросы к нему контроллер ответит кодом 503',
  'lint.ingressServiceElsewhere':
    'services "{service}" not found: Service с таким именем есть в пространстве имён {other}, а Ingress обращается только к своему — {namespace}',
  'lint.ingressExternalName':
    'Service {service} имеет тип ExternalName: эндпоинтов у него нет, и контроллер должен сам разрешить имя {target}, а это умеет не каждый',
  'lint.ingressPortMissing':
    'у Service {service} нет {named, select, yes {порта с именем «{port}»} other {порта {port}}}{count, plural, =0 {} other { (есть {ports})}}: на запросы к нему контроллер ответит кодом 503',
  'lint.ingressSecretMissing': 'secrets "{secret}" not found: контроллер покажет собственный сертификат',
  'lint.ingressSecretType':
    'в Secret «{secret}» типа {type} нет tls.crt и tls.key: контроллер покажет собственный сертификат',
  'lint.hostWithoutTls':
    'хоста {host} нет ни в одной записи spec.tls: по https контроллер покажет собственный сертификат, с http никого не перенаправит',
  'lint.pathTwice':
    '{every, select, yes {для любого хоста} other {для хоста {host}}} путь «{path}» уже записан выше: запросы получит только один из двух',
  'lint.pathTwiceElsewhere':
    '{every, select, yes {для любого хоста} other {для хоста {host}}} путь «{path}» записан и в Ingress {ingress}: запросы получит только один из двух',

  'lint.policySelectsNothing':
    'в манифестах нет подов пространства имён {namespace}, подходящих под {selector}: политика никого не изолирует',
  'lint.policyRulesIgnored':
    'в policyTypes нет {type}: эти правила не действуют, и для {direction} поды не изолированы',
  'lint.policyWithoutDns':
    'политика не оставляет {whose, select, own {своим подам} other {выбранным подам}} пути к DNS кластера (UDP и TCP 53 у kube-dns): соединения по имени не удадутся уже на разрешении имени',
  'lint.peerNobody':
    'в манифестах нет подов{pods, select, selected { {podSelector}} other {}} {where, select, own {в пространстве имён {namespace}} selected {в пространствах имён {namespaceSelector}} other {ни в одном пространстве имён}}: этому элементу никто не соответствует',
  'lint.peersOr':
    'два элемента, и достаточно любого: все поды пространств имён {namespaces} или поды {pods} пространства имён {namespace}; один элемент с обоими селекторами — это поды {pods} в пространствах имён {namespaces}',
  'lint.blockOfPods':
    '{cidr} лежит в сети подов: ipBlock нужен для адресов вне кластера, адреса подов меняются, и не каждый сетевой провайдер применяет его к подам',
  'lint.policyPortName':
    'ни у одного из принимающих подов нет порта {protocol} с именем «{name}»: этот порт ничего не разрешает',

  'lint.notSettled':
    'кластер не пришёл в покой за {steps, plural, one {# шаг} few {# шага} many {# шагов} other {# шага}}; показано то, к чему он пришёл',
} as const satisfies Record<keyof typeof en, string>;
