import type { examples as en } from '../en/examples.js';
import type { tries } from '../en/examples-tries.js';

/** Russian texts of the examples area: exactly the keys of the English one. */
export const examples = {
  'examples.first-path.title': 'Первый путь',
  'examples.first-path.text':
    'Клиент обращается к my-service, правила kube-proxy выбирают один из трёх подов, и ответ находит дорогу назад.',
  'examples.first-path.try':
    'А теперь укажите в targetPort порт, который никто не слушает, и посмотрите, где путь оборвётся.',
  'examples.typo-in-selector.title': 'Опечатка в селекторе',
  'examples.typo-in-selector.text':
    'Сервис не выбирает ни одного пода. Адрес и имя у него есть, а эндпоинтов нет: клиенту сразу отказывают.',
  'examples.typo-in-selector.try':
    'Исправьте селектор в service.yaml: app: web. Посмотрите, как появятся эндпоинты и правила.',
  'examples.not-ready.title': 'Под не готов',
  'examples.not-ready.text':
    'Два пода, один не проходит проверку готовности. Он работает, но выбыл из эндпоинтов и трафика не получает.',
  'examples.not-ready.try':
    'Щёлкните web-1 правой кнопкой и верните готовность: вернётся и его правило, и бросок кубика.',
  'examples.named-port.title': 'Порт по имени, две версии',
  'examples.named-port.text':
    'targetPort: http — у каждой версии подов свой номер порта, и сервису знать его не нужно.',
  'examples.named-port.try': 'Переименуйте порт только в web-v2 и посмотрите, какие поды сервис ещё находит.',
  'examples.other-namespace.title': 'Имя в другом пространстве имён',
  'examples.other-namespace.text':
    'Клиент говорит web, а сервис живёт в пространстве имён prod: перебраны все домены поиска, нигде его нет.',
  'examples.other-namespace.try': 'Отправьте запрос на web.prod: выберите под схемой «имя или адрес…».',
  'examples.headless.title': 'Headless-сервис',
  'examples.headless.text':
    'clusterIP: None. DNS отвечает адресами самих подов, клиент выбирает один, и пакет не трогает ни одно правило.',
  'examples.headless.try': 'Удалите строку clusterIP: None и отправьте ещё раз: у сервиса появятся адрес и правила.',
  'examples.session-affinity.title': 'Привязка клиента',
  'examples.session-affinity.text':
    'sessionAffinity: ClientIP. Первый пакет бросает кубик, все следующие от этого клиента идут туда же.',
  'examples.session-affinity.try': 'Отправьте несколько раз ещё, затем поставьте sessionAffinity: None и повторите.',
  'examples.hairpin.title': 'Под обращается к себе',
  'examples.hairpin.text':
    'Единственный под за сервисом — сам клиент. Пакет разворачивается на мосту, и его приходится маскировать.',
  'examples.hairpin.try': 'Посмотрите, какой адрес отправителя видит сервер и какое правило его подменило.',
  'examples.no-selector.title': 'Сервис без селектора',
  'examples.no-selector.text': 'Адреса вписаны вручную: 1.2.3.4 вне кластера, и пакет уходит наружу через узел.',
  'examples.no-selector.try':
    'Замените объект Endpoints на EndpointSlice: с Kubernetes 1.33 Endpoints считаются устаревшими.',
  'examples.udp.title': 'UDP',
  'examples.udp.text': 'Ни рукопожатия, ни соединения, но conntrack знает этот поток и возвращает ответ.',
  'examples.udp.try': 'Поменяйте в запросе протокол на TCP: такого порта у сервиса нет, и никто не ответит.',
  'examples.scratch-space.title': 'Место для временных файлов',
  'examples.scratch-space.text':
    'emptyDir на диске узла и emptyDir в памяти. Контейнер упал — файлы остались; под удалили — файлов нет.',
  'examples.scratch-space.try': 'Удалите под или запишите в /cache больше 1Mi.',
  'examples.files-from-objects.title': 'ConfigMap и Secret как файлы',
  'examples.files-from-objects.text':
    'То, что хранит API-сервер, видно как файлы: ConfigMap, Secret, метки самого пода.',
  'examples.files-from-objects.try':
    'Измените nginx.conf: файл обновится при следующей проверке kubelet’а. Потом удалите ConfigMap и под.',
  'examples.static-volume.title': 'Том, созданный вручную',
  'examples.static-volume.text':
    'Администратор создаёт диск и PersistentVolume, заявка находит том, под им пользуется.',
  'examples.static-volume.try':
    'Допишите вторую такую же заявку и посмотрите на доске, почему она ждёт. Потом удалите под и первую заявку: данные останутся.',
  'examples.dynamic-volume.title': 'Том по запросу',
  'examples.dynamic-volume.text':
    'Ни одного PersistentVolume: StorageClass называет драйвер, и драйвер создаёт диск для заявки.',
  'examples.dynamic-volume.try':
    'Допишите заявку с классом, которого нет. Потом удалите под и заявку: политика Delete унесёт и диск.',
  'examples.first-consumer.title': 'Ждать первого потребителя',
  'examples.first-consumer.text':
    'Один диск создан там, куда попал под. Другой создан сразу, в чужой зоне, и его под не подходит ни к одному узлу.',
  'examples.first-consumer.try': 'Уберите nodeSelector у пода stranded: тогда он сам пойдёт туда, где его диск.',
  'examples.default-class.title': 'Заявка без класса',
  'examples.default-class.text':
    'Заявка без класса получает класс по умолчанию, пусть и позже. Заявка с пустым классом — никогда.',
  'examples.default-class.try': 'Сделайте класс классом по умолчанию и посмотрите, какая заявка будет связана.',
  'examples.shared-files.title': 'Один сетевой каталог на много узлов',
  'examples.shared-files.text': 'ReadWriteMany: поды на двух узлах видят одни и те же файлы на NFS.',
  'examples.shared-files.try': 'Запишите файл из writer и прочитайте из reader. Потом попробуйте писать из reader.',
  'examples.stateful-set.title': 'StatefulSet: каждому имени свой диск',
  'examples.stateful-set.text': 'web-2 записал файл, и его убрали при уменьшении. Заявка осталась.',
  'examples.stateful-set.try':
    'Верните 3 реплики: web-2 найдёт свой файл. Потом поставьте whenScaled: Delete и повторите.',
  'examples.released-volume.title': 'Released — ещё не Available',
  'examples.released-volume.text': 'Заявку удалили, данные остались. Том всё ещё называет старую заявку, и новая ждёт.',
  'examples.released-volume.try':
    'Очистите claimRef тома: следующая заявка получит диск вместе с тем, что на нём лежит.',
  'examples.reclaim-policies.title': 'Retain, Recycle, Delete',
  'examples.reclaim-policies.text':
    'Удалены три заявки. Один том сохранён, другой очищен, третий исчез вместе с диском.',
  'examples.reclaim-policies.try': 'Вернитесь по шагам назад и проследите за тремя файлами.',
  'examples.multi-attach.title': 'Один диск нужен двум узлам',
  'examples.multi-attach.text': 'ReadWriteOnce — это один узел. Вторая реплика ждёт с ошибкой Multi-Attach.',
  'examples.multi-attach.try': 'Оставьте одну реплику или возьмите общий каталог с ReadWriteMany.',
  'examples.local-volume.title': 'Локальный диск и умерший узел',
  'examples.local-volume.text': 'Диск — часть worker-2, а worker-2 молчит. Под ждёт свой узел: данные есть только там.',
  'examples.local-volume.try':
    'Верните узел. Или добавьте taint out-of-service и убедитесь, что новый под больше никуда не подходит.',
  'examples.lecture-empty-dir.title': 'Лекция: emptyDir',
  'examples.lecture-empty-dir.text': 'Под из лекции, слово в слово.',
  'examples.lecture-empty-dir.try': 'Допишите под emptyDir строку medium: Memory, как в лекции дальше.',
  'examples.lecture-cloud-disk.title': 'Лекция: gcePersistentDisk',
  'examples.lecture-cloud-disk.text':
    'Под из лекции, слово в слово. Сегодня старый встроенный диск подключает драйвер CSI.',
  'examples.lecture-cloud-disk.try': 'Удалите под: данные на диске останутся, как и сказано в лекции.',
  'examples.lecture-claim.title': 'Лекция: PersistentVolumeClaim',
  'examples.lecture-claim.text':
    'Том, заявка и под из лекции, слово в слово. Заявка будет ждать вечно: она требует метку, которой у тома нет.',
  'examples.lecture-claim.try': 'Откройте доску заявки mongodb-pvc и примите предложенное исправление.',
  'examples.lecture-class.title': 'Лекция: StorageClass',
  'examples.lecture-class.text': 'Класс и заявка из лекции, слово в слово. resources и accessModes стоят вне spec.',
  'examples.lecture-class.try': 'Примите предложенное исправление, и диск будет создан.',
  'examples.node-port.title': 'Порт на каждом узле',
  'examples.node-port-local.title': 'Только там, где есть под',
  'examples.external-ip.title': 'Внешний адрес',
  'examples.balancer-pending.title': 'Балансировщик, который не придёт',
  'examples.balancer.title': 'Балансировщик',
  'examples.source-ranges.title': 'Не для всех',
  'examples.ingress-fanout.title': 'Ingress: развилка по пути',
  'examples.ingress-hosts.title': 'Ingress: виртуальные хосты',
  'examples.ingress-tls.title': 'Ingress: здесь кончается TLS',
  'examples.ingress-no-secret.title': 'Ingress без сертификата',
  'examples.ingress-no-controller.title': 'Ingress без контроллера',
  'examples.recipe-deny-all-to-an-app.title': 'Закрыть приложение',
  'examples.recipe-limit-to-an-app.title': 'Пускать одно приложение',
  'examples.recipe-allow-all-to-an-app.title': 'Открыть приложение всем',
  'examples.recipe-default-deny-ingress.title': 'Запрет по умолчанию',
  'examples.recipe-deny-from-other-namespaces.title': 'Никого из чужих пространств имён',
  'examples.recipe-allow-from-all-namespaces.title': 'Все пространства имён, но не чужие',
  'examples.recipe-allow-from-a-namespace.title': 'Одно пространство имён, по метке',
  'examples.recipe-allow-some-pods-elsewhere.title': 'Два селектора в одном пункте',
  'examples.recipe-allow-external-clients.title': 'Открыто всему миру',
  'examples.recipe-only-certain-ports.title': 'Только нужные порты',
  'examples.recipe-several-selectors.title': 'Любой из нескольких',
  'examples.recipe-deny-egress-of-an-app.title': 'Приложению можно только DNS',
  'examples.recipe-default-deny-egress.title': 'Запрет исходящих по умолчанию',
  'examples.recipe-deny-external-egress.title': 'Наружу нельзя',
  'examples.policy-no-dns.title': 'Нет исходящих — нет имён',
  'examples.policy-ignored.title': 'Политика, которую никто не исполняет',
  'examples.lecture-cluster-ip.title': 'Лекция: ClusterIP',
  'examples.lecture-node-port.title': 'Лекция: NodePort',
  'examples.lecture-load-balancer.title': 'Лекция: LoadBalancer',
  'examples.lecture-external-ip.title': 'Лекция: ExternalIP',
  'examples.lecture-ingress.title': 'Лекция: Ingress',
  'examples.lecture-ingress-single.title': 'Лекция: Single Service Ingress',
  'examples.lecture-ingress-fanout.title': 'Лекция: Simple Fanout',
  'examples.lecture-ingress-hosts.title': 'Лекция: виртуальный хостинг',
  'examples.lecture-ingress-tls.title': 'Лекция: TLS termination',
  'examples.lecture-access-nginx.title': 'Лекция: NetworkPolicy',
  'examples.lecture-isolated-ns.title': 'Лекция: изоляция пространства имён',
  'examples.chapter.traffic': 'Трафик',
  'examples.chapter.edge': 'Входы в кластер',
  'examples.chapter.policies': 'Сетевые политики',
  'examples.chapter.storage': 'Хранение данных',
  'examples.chapter.lecture': 'Лекция слово в слово',
} as const satisfies Record<keyof typeof en | keyof typeof tries, string>;
