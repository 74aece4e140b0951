import type { diagnostics as en } from '../en/diagnostics.js';

/** Russian texts of the diagnostics area: exactly the keys of the English one. */
export const diagnostics = {
  'diagnostic.text-too-long':
    'Манифесты вместе длиннее, чем читает Kubewalk. Ничего не прочитано, текст не тронут. Разделите их или уберите то, что для урока не нужно.',
  'diagnostic.text-long':
    'Такой объём читается целиком, но каждая правка обрабатывается заметно дольше. Уберите лишнее.',
  'diagnostic.too-many-documents':
    'Документов больше, чем читает Kubewalk. Всё, что выше этой строки, прочитано, остальное — нет.',
  'diagnostic.yaml-syntax':
    'Такой YAML kubectl прочитать не сможет. Проверьте отступы, двоеточия и кавычки; табуляция в отступах запрещена — только пробелы.',
  'diagnostic.yaml-control-character':
    'Здесь стоит невидимый управляющий символ — обычно он попадает сюда при копировании из документа или терминала. YAML его не допускает: удалите его.',
  'diagnostic.yaml-too-complex':
    'Документ разрастается: вложенность, якоря или псевдонимы выходят за рамки любого настоящего манифеста. Дальше он не читается, чтобы не подвесить страницу.',
  'diagnostic.yaml-bad-alias':
    'Псевдоним (*имя) ссылается на якорь (&имя), который стоит выше, и не может находиться внутри собственного якоря.',
  'diagnostic.yaml-bad-key':
    'Манифест превращается в JSON, где ключ — это строка. Список, словарь или null ключом быть не могут.',
  'diagnostic.yaml-bad-merge': 'Ключ слияния << принимает словарь или список словарей, обычно через псевдоним.',
  'diagnostic.yaml-bad-number':
    'Бесконечность и «не число» есть в YAML, но не в JSON, а API-сервер получает именно JSON.',
  'diagnostic.yaml-unknown-tag': 'Незнакомые теги kubectl пропускает: значение читается как обычная строка.',
  'diagnostic.yaml-after-end':
    'Три точки завершают документ. Следующий kubectl ищет только после строки из трёх дефисов, поэтому эта часть теряется.',
  'diagnostic.duplicate-key':
    'Ключ записан в одном словаре дважды. kubectl молча берёт последнее значение, первое теряется.',
  'diagnostic.not-an-object':
    'Манифест — это словарь с полями apiVersion, kind и metadata. Этот документ — что-то другое.',
  'diagnostic.missing-kind': 'Без kind неизвестно, что это за объект. Добавьте строку kind: с названием типа.',
  'diagnostic.missing-api-version':
    'Тип объекта ищется в своей apiVersion: v1 для Pod и Service, apps/v1 для Deployment и так далее.',
  'diagnostic.missing-name':
    'У каждого объекта есть имя, уникальное для его типа в пространстве имён. Добавьте metadata.name.',
  'diagnostic.generate-name':
    'С generateName API-сервер при каждом создании придумывает новое имя. Команда apply должна находить тот же самый объект, поэтому ей нужно metadata.name.',
  'diagnostic.unknown-kind':
    'В API Kubernetes такого типа нет. Кластер узнаёт о нём, только если его добавил CustomResourceDefinition. Kubewalk сохраняет объект, но не моделирует его.',
  'diagnostic.wrong-api-version': 'Такой тип есть, но в другой apiVersion. В этой kubectl его не найдёт.',
  'diagnostic.not-simulated': 'Объект сохранён, его поля проверены, но на картину он не влияет.',
  'diagnostic.removed-api':
    'Современные кластеры эту apiVersion больше не обслуживают, и kubectl apply завершится ошибкой. Ingress, IngressClass и NetworkPolicy здесь всё же работают так, как задумано. Если точное преобразование возможно, его сделает исправление.',
  'diagnostic.namespace-ignored':
    'Объекты этого типа принадлежат всему кластеру. Указанное здесь пространство имён ни на что не влияет.',
  'diagnostic.unknown-field':
    'В этом месте у объекта такого поля нет. Чаще всего это опечатка или неверный отступ. Строгая проверка, о которой просит kubectl apply, объект отклонит.',
  'diagnostic.wrong-type':
    'У поля другой тип. Числа и true/false в строковом поле берут в кавычки; элементы списка начинаются с дефиса; у словаря есть ключи.',
  'diagnostic.unsupported-value': 'Поле принимает одно из нескольких слов, и регистр букв важен.',
  'diagnostic.required-field': 'По схеме API это поле обязательно.',
  'diagnostic.invalid-value': 'API-сервер проверяет это значение и отклоняет его по указанной причине.',
  'diagnostic.illegal-base64':
    'Значения в data — это байты в кодировке base64. Обычный текст записывают в stringData, и API-сервер закодирует его сам.',
  'diagnostic.duplicate-object':
    'Два документа описывают один объект: совпадают тип, пространство имён и имя. Применяются оба по порядку, остаётся последний.',
  'diagnostic.namespace-missing':
    'API-сервер не примет объект в пространстве имён, которого нет. Добавьте Namespace или измените metadata.namespace.',
  'diagnostic.selector-matches-nothing':
    'Service находит свои поды по меткам: у пода в том же пространстве имён должны быть все метки селектора. Ни один не подходит, и клиенты получат «connection refused».',
  'diagnostic.target-port-name-unknown':
    'Именованный targetPort ищется среди портов, объявленных контейнерами пода. Если такого имени нет, под не станет эндпоинтом этого порта.',
  'diagnostic.probe-port-name-unknown':
    'Имя порта проверки kubelet ищет в том контейнере, у которого эта проверка, и больше нигде. Если его там нет, каждая проверка кончается ошибкой, и её результат отбрасывается: проверка готовности тогда никогда не проходит, а проверка живости никогда не проваливается.',
  'diagnostic.probe-port-silent':
    'В Kubernetes containerPort лишь справка: где слушать, решает программа. Симулятор программ не запускает. Он считает, что контейнер слушает TCP-порты, которые объявил, порты, названные в его собственных флагах, и те, что известны за знакомым образом; контейнер, который не объявил ничего, слушает там, куда обращаются его проверки. На любом другом порту проверке отказано, как и запросу. Если ваша программа там слушает, объявите порт.',
  'diagnostic.target-port-not-declared':
    'containerPort носит справочный характер: контейнер может слушать и необъявленный порт. Если там никто не слушает, под отвергнет соединение.',
  'diagnostic.overlapping-selectors':
    'Контроллер находит свои поды по селектору. Дайте каждой рабочей нагрузке собственную метку — и в селекторе, и в шаблоне.',
  'diagnostic.endpoints-deprecated':
    'Endpoints всё ещё работают и копируются в EndpointSlice, который и читает kube-proxy. В новых манифестах пишите EndpointSlice с меткой kubernetes.io/service-name.',
  'diagnostic.endpoints-overwritten':
    'Endpoints пишут вручную для Service без селектора. Если селектор есть, контроллер заменит их адресами подов.',
  'diagnostic.endpoints-without-service':
    'Endpoints относятся к Service с тем же именем в том же пространстве имён. Здесь такого нет.',
  'diagnostic.external-ips-deprecated':
    'Поле устарело в 1.36: тот, кто вправе создать Service, может с его помощью перехватить трафик на любой адрес (CVE-2020-8554). Используйте LoadBalancer или Ingress.',
  'diagnostic.null-selector':
    'Ключ без значения — это null. Здесь он означает пустой селектор, а пустой селектор выбирает всё.',
  'diagnostic.kube-dns-config-ignored':
    'Этот ConfigMap настраивал kube-dns. С Kubernetes 1.13 DNS кластера — CoreDNS, он читает Corefile: forward . 8.8.8.8 8.8.4.4.',
  'diagnostic.tls-secret-type': 'С типом kubernetes.io/tls API-сервер проверит, что есть и сертификат, и ключ.',

  'diagnostic.no-ingress-controller':
    'Ingress — это только набор правил. В кластере должен работать контроллер: он следит за объектами Ingress и настраивает по ним балансировщик. В самом Kubernetes контроллера нет. Исправление добавит небольшой ingress-nginx: пространство имён, класс, Deployment и Service типа LoadBalancer перед ним.',
  'diagnostic.ingress-class-missing':
    'spec.ingressClassName — имя объекта IngressClass, который указывает, какому контроллеру предназначен Ingress. Такого объекта нет, поэтому ни один контроллер этот Ingress не обслуживает.',
  'diagnostic.ingress-without-class':
    'Контроллер обслуживает Ingress своего класса. Здесь нет ни spec.ingressClassName, ни старой аннотации, ни IngressClass по умолчанию (аннотация ingressclass.kubernetes.io/is-default-class), так что этот Ingress ничей. Класс по умолчанию, появившийся позже, ничего не изменит.',
  'diagnostic.several-default-ingress-classes':
    'Новый Ingress без класса получает класс по умолчанию. Если таких несколько, берётся самый новый — возможно, не тот, который нужен.',
  'diagnostic.ingress-service-missing':
    'Бэкенд — это Service в пространстве имён самого Ingress. Если его нет, на запросы отвечает сам контроллер, обычно кодом 503. Исправление добавит Service и Deployment, который отвечает на запросы.',
  'diagnostic.ingress-port-missing':
    'В бэкенде указывают порт объекта Service — номер или имя, а не targetPort и не порт контейнера.',
  'diagnostic.ingress-external-name':
    'Контроллер передаёт запросы на адреса (endpoints) сервиса, а у Service типа ExternalName их нет. ingress-nginx сам находит имя в DNS, если это не отключено (--disable-svc-external-name), контроллеры HAProxy тоже; Traefik и Contour не делают такого маршрута, пока этого не разрешит их конфигурация.',
  'diagnostic.ingress-secret-missing':
    'Сертификат берётся из Secret в пространстве имён Ingress. Без него TLS всё равно завершается на контроллере, но с его собственным самоподписанным сертификатом: браузер предупредит.',
  'diagnostic.ingress-secret-type': 'Сертификат — это Secret типа kubernetes.io/tls с ключами tls.crt и tls.key.',
  'diagnostic.ingress-host-without-tls':
    'Сертификат выбирается по имени из TLS-рукопожатия. Хост, которого нет ни в одной записи spec.tls, получит собственный сертификат контроллера, а обычный HTTP не перенаправляется на HTTPS. Если так и задумано, всё в порядке.',
  'diagnostic.duplicate-ingress-path':
    'API разрешает одинаковые хост и путь в нескольких правилах и не говорит, какое важнее. ingress-nginx выбирает более старый Ingress, до второго запросы не дойдут.',
  'diagnostic.policy-selects-nothing':
    'Политика изолирует поды своего пространства имён, выбранные spec.podSelector. Таких подов здесь нет, поэтому пока она ничего не делает.',
  'diagnostic.policy-peer-matches-nothing':
    'podSelector без namespaceSelector — это поды пространства имён самой политики. С namespaceSelector — поды тех пространств имён, у которых есть эти метки: метки объекта Namespace, а не его имя. У каждого есть метка kubernetes.io/metadata.name.',
  'diagnostic.policy-peers-or':
    'Элементы списков from и to — альтернативы. Два селектора в одном элементе должны выполняться вместе; в двух элементах достаточно одного, причём podSelector без namespaceSelector ищет поды только в пространстве имён политики. Вся разница — в одном дефисе.',
  'diagnostic.policy-without-dns':
    'Под, изолированный на исходящий трафик, не может обратиться никуда, в том числе к DNS. Соединение по имени не удастся ещё на этапе разрешения имени. Если имена не нужны, оставьте так; иначе разрешите UDP и TCP 53 к kube-dns.',
  'diagnostic.policy-ip-block-pods':
    'ipBlock нужен для адресов вне кластера. У пода после перезапуска новый адрес, и действует ли ipBlock на поды вообще — зависит от сетевого провайдера. Выбирайте поды по меткам.',
  'diagnostic.policy-port-name-unknown':
    'Порт по имени ищется среди портов, которые объявили контейнеры принимающих подов, с тем же протоколом. Если такого имени нет, правило ничего к этому поду не разрешает.',
  'diagnostic.policy-rules-ignored':
    'policyTypes задаёт направления, для которых политика изолирует поды. Правила другого направления не действуют: API-сервер их хранит, но сетевой провайдер к ним не обращается.',

  'diagnostic.volume-source-migrated':
    'Встроенного в Kubernetes плагина больше нет, за старым полем работает указанный CSI-драйвер — поэтому манифест действует там, где драйвер установлен. В новых манифестах называйте драйвер: в PersistentVolume полем csi, в поде через заявку (PersistentVolumeClaim).',
  'diagnostic.volume-source-removed':
    'API-сервер ещё принимает это поле, но смонтировать такой том больше некому: в сегодняшнем кластере под не запустится. Kubewalk показывает его так, как было задумано. Исправление называет драйвер-преемник; значение handle сверьте с его документацией.',
  'diagnostic.provisioner-migrated':
    'Встроенного провижинера больше нет, Kubernetes передаёт заявки этого класса CSI-драйверу. Укажите сам драйвер.',
  'diagnostic.provisioner-removed':
    'Под этим именем тома больше никто не создаёт: в сегодняшнем кластере заявки этого класса останутся в Pending. Драйверу-преемнику могут понадобиться другие параметры.',
  'diagnostic.class-zone-parameter':
    'Где можно создавать тома, говорит allowedTopologies. Для старых классов Kubernetes переводит zone сам, CSI-драйвер такой параметр отвергнет.',
  'diagnostic.recycle-deprecated':
    'Recycle очищает том командой rm -rf и предлагает его снова; так умеют только nfs и hostPath. Используйте динамическое выделение или Retain с ручной очисткой.',
  'diagnostic.host-path-on-node':
    'Файлы принадлежат узлу, а не поду и не кластеру. Для агентов, читающих файлы самого узла, это нормально; для данных возьмите заявку (PersistentVolumeClaim).',
  'diagnostic.claim-selector-matches-nothing':
    'Заявка с селектором берёт только том с такими метками, и динамически для неё ничего не выделяют. Пометьте нужный том или уберите селектор.',
  'diagnostic.claim-missing':
    'Под останется в Pending, пока в его пространстве имён не появится заявка (PersistentVolumeClaim) с таким именем.',
  'diagnostic.config-missing':
    'Контейнер ждёт в ContainerCreating или CreateContainerConfigError, пока объект не появится. Если его может не быть, укажите optional: true.',
  'diagnostic.class-missing':
    'StorageClass с таким именем здесь нет. Возможно, он уже есть в кластере; подойдёт и созданный вручную том с тем же именем класса.',
  'diagnostic.driver-missing':
    'В Kubewalk CSI-драйвер установлен, если есть его объект CSIDriver: применить объект — значит установить драйвер. Без него заявки ждут провижинера, а поды — монтирования. Драйверы облаков появляются сами.',
  'diagnostic.claim-on-one-node':
    'ReadWriteOnce — это один узел. Поды Deployment, попавшие на другой узел, будут ждать том, как и первый под при постепенном обновлении. Оставьте одну реплику со стратегией Recreate, возьмите StatefulSet с отдельной заявкой на каждый под или том с ReadWriteMany.',
  'diagnostic.local-without-wait':
    'Локальный том доступен только на своём узле. Если связать заявку сразу, узел будет выбран раньше, чем планировщик увидит под. С WaitForFirstConsumer первым выбирает планировщик.',
  'diagnostic.several-default-classes':
    'Заявка без storageClassName получает класс по умолчанию. Если их несколько, берётся самый новый — и это легко может быть не тот.',
  'diagnostic.no-default-class':
    'Заявка не называет класс, класса по умолчанию нет, и томов без класса тоже нет. Заявка будет ждать; если класс по умолчанию появится позже, он подставится.',
  'diagnostic.stateful-set-without-service':
    'Постоянные имена web-0.web… поды получают от headless-сервиса с этим именем. API-сервер не проверяет, есть ли он; без него имена не разрешаются.',

  'diagnostic.refused':
    'API-сервер отклонил этот объект. Остальные манифесты применены; от этого в кластере осталось то, что было.',
  'diagnostic.replica-failure':
    'ReplicaSet смог создать не все поды: симулятор вмещает ограниченное их число и отказывает в остальных, как это сделала бы ResourceQuota. Уже созданные поды работают как обычно.',
  'diagnostic.not-settled':
    'У контроллеров ещё есть работа. Либо кластер очень велик, либо они без конца отменяют работу друг друга, как и в настоящем кластере: например, шаблон назначает поды на узел, которого нет или который их вытесняет.',

  'fix.replace': 'Заменить {from} на {to}',
  'fix.removeKey': 'Удалить {key}',
  'fix.moveInto': 'Перенести {key} в {parent}',
  'fix.addApiVersion': 'Добавить apiVersion: {apiVersion}',
  'fix.setApiVersion': 'Указать apiVersion: {apiVersion}',
  'fix.removeDocument': 'Удалить этот документ: {name} описан ещё раз ниже',
  'fix.addNamespace': 'Добавить Namespace {name}',
  'fix.setValue': 'Задать {field} значение {value}',
  'fix.addField': 'Добавить {field}: {value}',
  'fix.convert': 'Преобразовать {kind} в {apiVersion}',
  'fix.toEndpointSlice': 'Заменить Endpoints {name} на EndpointSlice',
  'fix.quote': 'Взять {value} в кавычки',
  'fix.close': 'Добавить {mark} в конец строки',
  'fix.tabsToSpaces': 'Заменить табуляцию пробелами',
  'fix.indent':
    'Сделать отступ строки {columns, plural, =0 {нулевым} one {в # пробел} few {в # пробела} many {в # пробелов} other {в # пробела}}',
  'fix.addColon': 'Поставить двоеточие после {word}',
  'fix.addSpace': 'Поставить пробел после «{mark}»',
  'fix.moveAllInto': 'Перенести {keys} в {parent}',
  'fix.toCsi': 'Указать CSI-драйвер {driver}',
  'fix.toClaim': 'Описать диск как PersistentVolume и заявку {name}',
  'fix.toTopologies': 'Задать зону {zone} через allowedTopologies',
  'fix.gitClone': 'Клонировать {repository} в init-контейнере',
  'fix.addLabels': 'Добавить {name} метки {labels}',
  'fix.addObject': 'Добавить {kind} {name}',
  'fix.setOn': 'Задать {field} у {name}: {value}',
  'fix.writeRules': 'Записать правило, которое здесь подразумевается: {route}',
  'fix.placeholderCertificate': 'Вставить самодельный сертификат для {hosts} (доверять ему никто не будет)',
  'fix.encode': 'Записать {name} в base64',
  'fix.addController': 'Добавить ingress-контроллер {name}: пространство имён, класс, Deployment и Service',
  'fix.addApplication': 'Добавить Service {name} и Deployment за ним',
  'fix.addPlaceholderSecret': 'Добавить Secret {name} с самодельным сертификатом, которому никто не доверяет',
  'fix.addItem': 'Добавить {value} в {field}',
  'fix.joinPeers': 'Объединить в один элемент: поды {pods} из пространств имён {namespaces}',
  'fix.allowDns': 'Разрешить в {policy} запросы к DNS кластера',
} as const satisfies Record<keyof typeof en, string>;
