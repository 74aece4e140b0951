import type { examplesEdge as en } from '../en/examples-edge.js';

/** Russian texts of the examples about ways in and policies: exactly the keys of the English one. */
export const examplesEdge = {
  'examples.node-port.text':
    'Клиент рядом с узлами обращается к worker-1. Единственный под — на worker-2: пакет уходит туда, и клиентом под считает worker-1.',
  'examples.node-port.try':
    'Посмотрите, какой адрес отправителя видит под. Потом допишите в сервис externalTrafficPolicy: Local.',
  'examples.node-port-local.text':
    'externalTrafficPolicy: Local. На worker-1 нет ни одного пода сервиса, и пакет отброшен; клиент ждёт напрасно.',
  'examples.node-port-local.try':
    'Отправьте на 192.168.10.13, где под есть: он ответит и увидит настоящий адрес клиента.',
  'examples.external-ip.text':
    'externalIPs: администратор сети направляет 192.0.2.80 на узел, а kube-proxy принимает его за адрес сервиса.',
  'examples.external-ip.try': 'Добавьте externalTrafficPolicy: Local и посмотрите, какой адрес отправителя видит под.',
  'examples.balancer-pending.text':
    'Адрес сервису дать некому, и в EXTERNAL-IP стоит <pending>. Но порт на узлах уже работает.',
  'examples.balancer-pending.try': 'Выберите балансировщик в настройках кластера: адрес появится.',
  'examples.balancer.text':
    'Балансировщик проверяет узлы и передаёт пакеты только тому, на котором есть под. Под видит своего клиента.',
  'examples.balancer.try':
    'Уберите externalTrafficPolicy: Local: здоровыми станут все узлы, а адрес клиента потеряется.',
  'examples.source-ranges.text':
    'loadBalancerSourceRanges пускает только 192.0.2.0/24. У клиента другой адрес, и правило kube-proxy отбрасывает его пакет.',
  'examples.source-ranges.try': 'Добавьте в список 198.51.100.0/24 и отправьте ещё раз.',
  'examples.ingress-fanout.text':
    'Один хост, два пути. /foo/bar/1 подходит и под /foo, и под /foo/bar: побеждает более длинный.',
  'examples.ingress-fanout.try':
    'Запросите /foo/barrel: пути сравниваются по частям между косыми чертами, и ответит s1.',
  'examples.ingress-hosts.text':
    'Два имени ведут на один адрес. Балансировщик читает заголовок Host: полное имя важнее звёздочки.',
  'examples.ingress-hosts.try': 'Запросите a.bar.com, потом a.b.bar.com: звёздочка заменяет ровно одну метку имени.',
  'examples.ingress-tls.text':
    'Контроллер предъявляет сертификат из Secret, расшифровывает запрос и передаёт его дальше обычным HTTP.',
  'examples.ingress-tls.try': 'Запросите по http вместо https: ответом будет 308 на тот же адрес с https.',
  'examples.ingress-no-secret.text':
    'Такого Secret нет. Контроллер предъявляет собственный сертификат, и ни один клиент ему не верит.',
  'examples.ingress-no-secret.try':
    'Добавьте Secret типа kubernetes.io/tls с этим именем, например из предыдущего примера.',
  'examples.ingress-no-controller.text':
    'Объект верный, но ничего не происходит: читать его некому, и у хоста нет адреса.',
  'examples.ingress-no-controller.try':
    'Примите предложенное исправление: контроллер, его класс, Deployment и Service.',
  'examples.recipe-deny-all-to-an-app.text': 'Пустой список правил: web изолирован, и никого не пускают.',
  'examples.recipe-deny-all-to-an-app.try': 'Впишите в список пустое правило: пустят всех.',
  'examples.recipe-limit-to-an-app.text': 'web пускает поды с app: api, а db не из них.',
  'examples.recipe-limit-to-an-app.try': 'Отправьте из api: его пустят.',
  'examples.recipe-allow-all-to-an-app.text':
    'Всё пространство имён закрыто, а пустое правило снова открывает web: политики складываются.',
  'examples.recipe-allow-all-to-an-app.try': 'Удалите вторую политику, и останется запрет первой.',
  'examples.recipe-default-deny-ingress.text':
    'Пустой podSelector выбирает все поды пространства имён, и ни одно правило никого не пускает.',
  'examples.recipe-default-deny-ingress.try':
    'Отправьте на адрес shop из prod: чужое пространство имён политика не трогает.',
  'examples.recipe-deny-from-other-namespaces.text':
    'podSelector сам по себе — это своё пространство имён, а shop живёт в другом.',
  'examples.recipe-deny-from-other-namespaces.try': 'Отправьте из api: он живёт в том же пространстве имён.',
  'examples.recipe-allow-from-all-namespaces.text':
    'Пустой namespaceSelector пускает поды любого пространства имён, но никого снаружи кластера.',
  'examples.recipe-allow-from-all-namespaces.try': 'Посмотрите в таблице доступности строку «снаружи».',
  'examples.recipe-allow-from-a-namespace.text': 'Решает метка пространства имён: prod можно, dev нельзя.',
  'examples.recipe-allow-from-a-namespace.try': 'Отправьте из monitor в prod.',
  'examples.recipe-allow-some-pods-elsewhere.text':
    'namespaceSelector и podSelector в одном пункте: должны подойти оба, а у shop подходит только пространство имён.',
  'examples.recipe-allow-some-pods-elsewhere.try': 'Поставьте перед podSelector дефис: хватит любого, и shop пустят.',
  'examples.recipe-allow-external-clients.text':
    'Правило без from пускает всех, и клиентов снаружи тоже, на названный порт.',
  'examples.recipe-allow-external-clients.try': 'Отправьте на порт 5000 самого пода: в правиле его нет.',
  'examples.recipe-only-certain-ports.text': 'api может спросить у web метрики на порту 5000, и больше ничего.',
  'examples.recipe-only-certain-ports.try': 'Отправьте на сам под web, порт 5000.',
  'examples.recipe-several-selectors.text':
    'В from три пункта, хватит одного подходящего. У probe есть метка, но живёт он в другом пространстве имён.',
  'examples.recipe-several-selectors.try': 'Отправьте из web или из api.',
  'examples.recipe-deny-egress-of-an-app.text':
    'web может отправлять только в DNS кластера: адрес db он узнаёт, но попасть туда не может.',
  'examples.recipe-deny-egress-of-an-app.try': 'Допишите в egress второе правило: к подам с app: db.',
  'examples.recipe-default-deny-egress.text':
    'Ни один под ничего не может отправить. Первым идёт вопрос об имени, он первым и отброшен.',
  'examples.recipe-default-deny-egress.try': 'Отправьте прямо на адрес web: отбросят и это, но позже.',
  'examples.recipe-deny-external-egress.text': 'web может обращаться к подам, но ни к кому снаружи кластера.',
  'examples.recipe-deny-external-egress.try': 'Отправьте в db: это внутри.',
  'examples.policy-no-dns.text':
    'Политика запрещает всем подам что-либо отправлять. Первым гибнет DNS: клиент даже не узнаёт адрес.',
  'examples.policy-no-dns.try':
    'Разрешите UDP и TCP 53 к подам k8s-app: kube-dns в kube-system и посмотрите, что запретят следом.',
  'examples.policy-ignored.text':
    'Запрещено всё, а пакет доходит: этот сетевой провайдер принимает политики и ничего с ними не делает.',
  'examples.policy-ignored.try': 'Включите исполнение политик в настройках кластера.',
  'examples.lecture-cluster-ip.text': 'Сервис из лекции, слово в слово. Доступен только изнутри кластера.',
  'examples.lecture-cluster-ip.try': 'Отправьте из интернета на адрес сервиса: снаружи дороги к нему никто не знает.',
  'examples.lecture-node-port.text': 'Сервис из лекции, слово в слово: порт 32133 на каждом узле.',
  'examples.lecture-node-port.try': 'Отправьте на другой узел, 192.168.10.11 или 192.168.10.13: порт тот же.',
  'examples.lecture-load-balancer.text': 'Сервис из лекции, слово в слово, в кластере с балансировщиком.',
  'examples.lecture-load-balancer.try': 'Отключите балансировщик в настройках: сервис будет вечно ждать адреса.',
  'examples.lecture-external-ip.text': 'Сервис из лекции, слово в слово: 1.2.3.4 ведёт на один из узлов.',
  'examples.lecture-external-ip.try': 'Отправьте на 1.2.3.4 из пода: пакет даже не покинет кластер.',
  'examples.lecture-ingress.text':
    'Ingress из лекции, слово в слово. paths стоит рядом с http, а не под ним, и такого API больше нет.',
  'examples.lecture-ingress.try': 'Примите предложенное исправление, а затем исправление версии API.',
  'examples.lecture-ingress-single.text': 'Ingress из лекции, слово в слово: любой запрос уходит одному сервису.',
  'examples.lecture-ingress-single.try': 'Запросите любой хост и любой путь: ответит test.',
  'examples.lecture-ingress-fanout.text': 'Ingress из лекции, слово в слово: /foo идёт в s1, /bar — в s2.',
  'examples.lecture-ingress-fanout.try': 'Запросите /foo, а потом путь, которого нет: 404 ответит сам контроллер.',
  'examples.lecture-ingress-hosts.text': 'Ingress из лекции, слово в слово: foo.bar.com идёт в s1, bar.foo.com — в s2.',
  'examples.lecture-ingress-hosts.try': 'Поменяйте в запросе Host и посмотрите, какие правила испытаны.',
  'examples.lecture-ingress-tls.text':
    'Secret и Ingress из лекции, слово в слово: вместо сертификата слова, вместо правил многоточие.',
  'examples.lecture-ingress-tls.try':
    'Примите два предложенных исправления: многоточие станет правилом, слова — сертификатом.',
  'examples.lecture-access-nginx.text':
    'Политика из лекции, слово в слово: к nginx пускают только поды с access: "true".',
  'examples.lecture-access-nginx.try': 'Отправьте из friend. Потом дайте stranger метку access: "true".',
  'examples.lecture-isolated-ns.text':
    'Политика из лекции, слово в слово: из других пространств имён не пускают никого.',
  'examples.lecture-isolated-ns.try': 'Отправьте из neighbour, он живёт в том же пространстве имён: его пускают.',
} as const satisfies Record<keyof typeof en, string>;
