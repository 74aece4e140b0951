import type { trace as en } from '../en/trace.js';

/** Russian texts of the trace area: exactly the keys of the English one. */
export const trace = {
  'trace.dns.clusterIp': '{server} знает сервис {service}: имя {name} — это его ClusterIP, {address}.',
  'trace.dns.headless':
    '{name} — headless-сервис {service}: {server} отдаёт адреса его готовых подов ({count, plural, one {# адрес} few {# адреса} other {# адресов}}) в случайном порядке; клиент берёт первый, {address}.',
  'trace.dns.endpoint':
    '{server} находит тот единственный эндпоинт сервиса {service}, который назван в {name}: {address}.',
  'trace.dns.externalName':
    '{name} — сервис {service} типа ExternalName: {server} отвечает псевдонимом {target} и сразу находит его адрес, {address}.',
  'trace.dns.externalNameDangling':
    '{name} — сервис {service} типа ExternalName: {server} отвечает псевдонимом {target}, но адреса такого типа у него нет.',
  'trace.dns.pod':
    '{server} берёт адрес {address} прямо из имени {name}: в режиме «pods insecure» он не проверяет, есть ли такой под.',
  'trace.dns.outside':
    'Имя {name} не из зоны кластера, поэтому {server} передаёт вопрос дальше и получает снаружи {address}.',
  'trace.dns.noData': 'Имя {name} существует, но записи {type} у него нет: {server} отвечает NOERROR с пустым ответом.',
  'trace.dns.noService':
    '{server} не знает сервиса, который мог бы называться {name}: NXDOMAIN, и резолвер пробует следующее имя.',
  'trace.dns.noNamespace':
    'Если читать {name} как имя сервиса, такого пространства имён нет: {server} отвечает NXDOMAIN, и резолвер пробует следующее имя.',
  'trace.dns.noEndpoints':
    'У сервиса {service} нет готового эндпоинта для {name}, и сейчас такого имени не существует: {server} отвечает NXDOMAIN.',
  'trace.dns.noSuchName':
    'В зоне кластера есть только имена под «svc» и «pod», а {name} — ни то ни другое: {server} отвечает NXDOMAIN.',
  'trace.dns.outsideUnknown': 'Вне кластера имя {name} тоже никому не известно: {server} отвечает NXDOMAIN.',

  'trace.socket.dial': '{client} открывает сокет {protocol}: со своего свободного порта, {source}, на {target}.',
  'trace.socket.dns': '{client} спрашивает у DNS-сервера {target} имя {name}: UDP-датаграмма с {source}.',
  'trace.socket.again': '{client} шлёт следующий пакет того же соединения, с {source} на {target}.',
  'trace.socket.answer':
    '{server} отвечает на тот адрес, который увидел: меняет источник и получателя местами и шлёт с {source} на {target}.',
  'trace.socket.reset': 'Ядро {server} не находит сокета на порту {port} и отвечает на SYN сбросом (RST).',
  'trace.socket.unreachable': 'Ядро {server} не находит сокета на порту {port} и отвечает ICMP «port unreachable».',

  'trace.link.toGateway':
    'Получатель не в сети самого пода {pod}, поэтому маршрут по умолчанию ведёт на {gateway} — мост узла {node}; пакет выходит из {dev}.',
  'trace.link.toNeighbour':
    'Адрес {address} входит в {cidr} и висит на том же мосту, что и {pod}: кадр идёт прямо соседу, через {dev}.',
  'trace.link.toNode': '{address} — адрес самого моста на узле {node}: {pod} достаёт до него напрямую, через {dev}.',
  'trace.link.wire': '{from} отправляет пакет по сети узлов на {via} — это {to}.',
  'trace.link.toPod': '{bridge} знает, что {pod} находится за {dev}, и передаёт пакет в сетевое пространство пода.',
  'trace.link.alongBridge':
    'Пакет пришёл с {bridge} и туда же уходит: мост передаёт его в {dev}, за которым {pod}, и TTL не меняется.',
  'trace.link.uplink':
    '{node} отдаёт пакет для {target} маршрутизатору {router}: через него идёт всё, чего нет на узлах.',
  'trace.link.fromOutside':
    'Маршрутизатор {router} доставляет пакет от {source} на {node}: кроме узлов, он никого не знает.',
  'trace.link.loopback': '{address} — адрес самого {host}, поэтому пакет не выходит наружу и идёт через loopback.',

  'trace.chain.preroutingWalk':
    'У conntrack на {node} нет записи об этом соединении: первый пакет идёт по правилам nat PREROUTING.',
  'trace.chain.preroutingPass':
    'Для conntrack на {node} это новое соединение, и пакет идёт по nat PREROUTING; под {target} там не подходит ни одно правило, ничего не меняется.',
  'trace.chain.outputWalk':
    'Пакет шлёт процесс самого узла {node}, поэтому вместо PREROUTING он идёт по nat OUTPUT; правила дальше те же.',
  'trace.chain.outputPass':
    'Пакет шлёт процесс самого узла {node}, и он идёт по nat OUTPUT; под {target} там не подходит ни одно правило, ничего не меняется.',
  'trace.chain.forwardPass':
    'filter FORWARD на {node}: ни одно правило пакет не останавливает, политика цепочки — пропустить.',
  'trace.chain.inputPass':
    'filter INPUT на {node}: ни одно правило пакет не останавливает, политика цепочки — пропустить.',
  'trace.chain.filterOutputPass':
    'filter OUTPUT на {node}: ни одно правило пакет не останавливает, политика цепочки — пропустить.',
  'trace.chain.postroutingWalk':
    'Перед выходом с {node} через {dev} пакет идёт по nat POSTROUTING — здесь могут переписать адрес источника.',
  'trace.chain.postroutingPass':
    'nat POSTROUTING на {node}: метки для маскарадинга на пакете нет, кластер он не покидает, поэтому источник остаётся {source}.',
  'trace.chain.forwardAndPostroutingPass':
    'FORWARD и POSTROUTING на {node} этот пакет не касаются: он проходит как есть.',

  'trace.rule.service':
    '{address} — это ClusterIP и порт сервиса {service}, и KUBE-SERVICES отправляет пакет в {chain}.',
  'trace.rule.nodePort': 'Порт {port} — это NodePort сервиса {service}: дальше в {chain}.',
  'trace.rule.nodePorts': '{address} — адрес самого узла {node}, поэтому пакет ищут среди NodePort.',
  'trace.rule.externalAddress':
    '{address} — адрес и порт сервиса {service} для внешнего мира, и KUBE-SERVICES отправляет пакет в {chain}.',
  'trace.rule.external':
    'То, что пришло к сервису {service} на внешний адрес или NodePort, идёт дальше в {chain}, к эндпоинтам всех узлов.',
  'trace.rule.externalLocal':
    'Политика внешнего трафика сервиса {service} — Local: пакет идёт дальше в {chain}, только к эндпоинтам узла {node}, и сохраняет свой источник.',
  'trace.rule.externalInside':
    '{source} находится внутри кластера, поэтому политика Local сервиса {service} его не ограничивает: дальше в {chain}, к эндпоинтам всех узлов.',
  'trace.rule.diceHit':
    'Выпало {roll, number, ::.0000} — меньше {probability, number, ::.0000}: соединение достаётся {endpoint}.',
  'trace.rule.diceMiss':
    'Выпало {roll, number, ::.0000} — не меньше {probability, number, ::.0000}: не {endpoint}; следующее правило бросает заново.',
  'trace.rule.lastEndpoint': 'Все остальные эндпоинты уже пропущены, и последнее правило забирает остаток: {endpoint}.',
  'trace.rule.onlyEndpoint': 'У сервиса {service} здесь единственный эндпоинт, и жребий не нужен: {endpoint}.',
  'trace.rule.affinity':
    'Липкая сессия: {client} был здесь меньше {seconds} с назад и снова попадает на тот же эндпоинт, {endpoint}.',
  'trace.rule.markNotPod':
    '{source} — не адрес пода, поэтому пакет для {service} получает метку 0x4000: источник заменят, иначе ответ не вернётся через этот узел.',
  'trace.rule.markHairpin':
    'Выбранный эндпоинт и есть отправитель, {source}: пакет получает метку 0x4000, иначе под ответил бы себе напрямую и не узнал бы своего же ответа.',
  'trace.rule.markExternal':
    'То, что пришло к сервису {service} на внешний адрес или NodePort, получает метку 0x4000: источник заменят, чтобы ответ вернулся через этот узел.',
  'trace.rule.markOwn':
    '{source} — адрес самого узла {node}, поэтому пакет для {service} получает метку 0x4000: он уйдёт с адресом того интерфейса, через который выйдет.',
  'trace.rule.dnat': 'Цепочка эндпоинта заканчивается DNAT: то, что шло на {service}, теперь идёт на {endpoint}.',
  'trace.rule.masqueradeMarked':
    'Метка 0x4000 требует маскарадинга: метку снимают, а источником становится {address} — адрес интерфейса {dev}.',
  'trace.rule.masqueradeOutside':
    '{target} — не под этого кластера, и обратной дороги к поду оттуда может не быть: источником становится {address}, адрес узла на {dev}.',
  'trace.rule.masqueradeSame':
    '{target} — не под этого кластера, и правило требует маскарадинга; источник и так {address}, адрес узла на {dev}, и остаётся прежним.',
  'trace.rule.acceptMarked': '{chain} пропускает то, что kube-proxy пометил для маскарадинга.',
  'trace.rule.acceptKnown': '{chain} пропускает пакеты соединений, известных conntrack.',
  'trace.rule.accept': 'Правило {index} цепочки {chain} пропускает пакет.',
  'trace.rule.reject': 'У сервиса {service} нет готовых эндпоинтов, и на месте его правил kube-proxy поставил REJECT.',
  'trace.rule.drop': 'Правило {index} цепочки {chain} отбрасывает пакет.',
  'trace.rule.noLocalEndpoints':
    'Эндпоинты у сервиса {service} есть, но не на узле {node}, а политика трафика — Local: пакет отброшен.',
  'trace.rule.hostPort':
    'Порт {port} узла {node} — это hostPort пода {pod}: сетевой плагин держит для него цепочку {chain}.',
  'trace.rule.hostPortMark':
    'Пакет пришёл от {source} — пода этого узла или его собственного loopback: он получает метку 0x2000, иначе ответ не вернулся бы этим путём.',
  'trace.rule.hostPortDnat': 'Цепочка пода заканчивается DNAT: то, что шло на порт узла, теперь идёт на {endpoint}.',
  'trace.rule.masqueradeHostPort':
    'Метка 0x2000 требует маскарадинга: источником становится {address} — адрес интерфейса {dev}.',
  'trace.rule.other': 'Срабатывает правило {index} цепочки {chain}.',

  'trace.nat.dnat': 'Адрес получателя переписан: {before} → {after}.',
  'trace.nat.snat': 'Адрес источника переписан: {before} → {after}; чей он был, {node} запомнит.',
  'trace.nat.unDnat':
    'conntrack отменяет DNAT: источником вместо {before} снова становится {after}, и какой под ответил, клиент не узнает.',
  'trace.nat.unSnat': 'conntrack отменяет маскарадинг: получатель {before} снова становится {after}.',
  'trace.nat.dnatAgain': 'conntrack повторяет то, что правила решили для первого пакета: {before} → {after}.',
  'trace.nat.snatAgain': 'conntrack повторяет маскарадинг первого пакета: источник {before} → {after}.',

  'trace.route.via': '{node} ищет маршрут для {target}: сеть {destination} — через {via}, интерфейс {dev}.',
  'trace.route.default':
    'Своего маршрута для {target} у {node} нет: маршрут по умолчанию ведёт на {via}, интерфейс {dev}.',
  'trace.route.onLink': '{node} ищет маршрут для {target}: сеть {destination} — прямо на интерфейсе {dev}.',

  'trace.conntrack.reply':
    'conntrack на {node} узнаёт этот ответ: правила nat не проверяются, что вернуть назад — сказано в записи, а установленные соединения пропускаются.',
  'trace.conntrack.replyPlain':
    'conntrack на {node} знает это соединение, здесь ничего не переписывали: ответ проходит как есть.',
  'trace.conntrack.again':
    'conntrack на {node} знает это соединение: по правилам nat пакет больше не идёт, решает запись.',
  'trace.conntrack.related': 'ICMP-ошибка цитирует пакет соединения, которое {node} знает: она RELATED и может пройти.',

  'trace.stop.reject':
    '{node} отказывает пакету на {target}: у сервиса {service} нет эндпоинта, которому его отдать. Отправитель узнаёт об этом из ICMP-ошибки.',
  'trace.stop.rejectOther': 'Правило цепочки {chain} на {node} отказывает пакету и сообщает отправителю ({with}).',
  'trace.stop.drop': 'Правило цепочки {chain} на {node} отбрасывает пакет. Никто об этом не узнаёт.',
  'trace.stop.arp':
    '{host} спрашивает на {dev}, у кого адрес {address}, и никто не отвечает: на этом канале его ни у кого нет.',
  'trace.stop.noRoute': 'У {host} нет маршрута к {target}, даже маршрута по умолчанию.',
  'trace.stop.martian':
    'Пакет приходит через {dev} от {source}, а это адрес самого узла {node}. Ядро считает такой адрес отправителя поддельным («martian») и молча отбрасывает пакет.',
  'trace.stop.ttl': 'На {node} у пакета кончилось время жизни (TTL).',
  'trace.stop.deadNode': '{node} не отвечает: машина не работает, и пакет молча пропадает.',
  'trace.stop.deadClient': 'Узел {node} не работает, поэтому с него ничего не уходит.',
  'trace.stop.notRouted':
    'У маршрутизатора {router} нет маршрута к {target}: вне узлов адреса подов и сервисов ничего не значат.',
  'trace.stop.privateSource':
    'Маршрутизатор {router} не выпустит наружу пакет от {source}: ответ не нашёл бы к нему дороги.',
  'trace.stop.nobodyOutside': 'По адресу {target} никто не отвечает: во внешнем мире этой модели такого хоста нет.',
  'trace.stop.notListening':
    'В поде {server} никто не слушает {port}/{protocol}: его контейнеры объявляют {declared}, и модель верит им на слово.',
  'trace.stop.noPorts':
    'На {server} никто не слушает {port}/{protocol}: портов там не объявлено, и модель верит этому на слово.',
  'trace.stop.noProgram':
    'На {server} никто не слушает {port}/{protocol}: из программ узла модель знает kubelet, API-сервер и то, что объявили поды с hostNetwork.',
  'trace.stop.noProgramOutside': 'На {server}, вне кластера, никто не слушает {port}/{protocol}.',
  'trace.stop.targetPort':
    'Сервис {service} шлёт на порт {port}/{protocol}, а {server} слушает только {declared}: targetPort не подходит.',
  'trace.stop.notRunning': 'Контейнер {container} пода {server}, объявивший порт {port}, не работает: {state}.',
  'trace.stop.noAddress': 'У {target} нет адреса, на который можно было бы обратиться.',
  'trace.stop.notStarted': 'У пода {pod} ещё нет сети: адрес ему не выдан.',
  'trace.stop.notOurs': '{client} получает ответ от {source}, но его сокет принимает ответы только от {expected}.',

  'trace.deliver.server':
    'Пакет дошёл до {server}: контейнер {container} слушает порт {port} и видит клиента с адресом {source}.',
  'trace.deliver.host': 'Пакет дошёл до {host}: там слушают порт {port} и видят клиента с адресом {source}.',
  'trace.deliver.client':
    'Ответ приходит с {source} — ровно с того адреса, к которому обращался {client}, и сокет его принимает.',
  'trace.deliver.refused':
    '{client} получает отказ от {source}, и его вызов сразу завершается ошибкой «Connection refused».',
  'trace.deliver.unreachable':
    '{client} получает ICMP-ошибку от {source}, и его вызов завершается ошибкой «No route to host».',

  'trace.sum.ok': '{client} обратился к {target}, и ответил {server}.',
  'trace.sum.refusedNoEndpoints': '{client} сразу получил отказ: у сервиса {service} нет готовых эндпоинтов.',
  'trace.sum.refusedNoSelector':
    '{client} сразу получил отказ: у сервиса {service} нет селектора, и никто не записал для него эндпоинты.',
  'trace.sum.refusedNoLabels':
    '{client} сразу получил отказ: у сервиса {service} нет эндпоинтов, потому что ни у одного пода нет меток, которые он выбирает ({labels}).',
  'trace.sum.refusedNoReplicas':
    '{client} сразу получил отказ: у сервиса {service} нет эндпоинтов, потому что в {kind} {workload} задано ноль подов.',
  'trace.sum.refusedUnscheduled':
    '{client} сразу получил отказ: у сервиса {service} нет эндпоинтов, потому что для {count, plural, one {# выбранного им пода} other {# выбранных им подов}} не нашлось узла.',
  'trace.sum.refusedNotReady':
    '{client} сразу получил отказ: у сервиса {service} нет эндпоинтов, потому что {count, plural, =1 {выбранный им под {pod} не готов} one {из # выбранного им пода ни один не готов} other {из # выбранных им подов ни один не готов}}.',
  'trace.sum.refusedPortName':
    '{client} сразу получил отказ: у сервиса {service} нет эндпоинтов, потому что ни у одного выбранного им пода нет порта {protocol} с именем {port}.',
  'trace.sum.refusedPort': '{client} получил отказ: порт {port} на {server} никто не слушает.',
  'trace.sum.refused': '{client} получил отказ от {target}.',
  'trace.sum.timeoutDeadNode': '{client} напрасно ждёт ответа до тайм-аута: узел {node} не работает.',
  'trace.sum.timeout': '{client} ждёт ответа от {target} до тайм-аута.',
  'trace.sum.noRouteToHost': '{client} не может достичь {target}: такого адреса нет ни у одной машины.',
  'trace.sum.networkUnreachable': '{client} не может отправить пакет на {target}: маршрута нет.',
  'trace.sum.nxdomain':
    '{client} не может разрешить имя {name}: {count, plural, one {единственное проверенное имя не существует} few {ни одно из # проверенных имён не существует} other {ни одно из # проверенных имён не существует}}.',
  'trace.sum.noAddress': '{client} некуда обращаться: у {name} нет адреса.',
  'trace.sum.resolverSilent':
    '{client} не может разрешить имя {name}: DNS-сервер {server} не отвечает, и после повторов резолвер сдаётся («Temporary failure in name resolution»).',
  'trace.sum.resolverRefused':
    '{client} не может разрешить имя {name}: за адресом DNS-сервера {server} никого нет, на каждый вопрос приходит отказ, и резолвер сдаётся («Temporary failure in name resolution»).',
} as const satisfies Record<keyof typeof en, string>;
