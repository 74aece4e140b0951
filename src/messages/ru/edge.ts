import type { edge as en } from '../en/edge.js';

export const edge = {
  'edge.service.ensuring':
    'Сервис {service} просит балансировщик, и облако начинает его создавать. Финализатор удержит сервис, пока балансировщик не будет убран.',
  'edge.service.ensuringAgain':
    'Изменилось то, из чего сделан балансировщик сервиса {service}: облако перенастраивает его.',
  'edge.service.changed': 'У сервиса {service} изменили {field} ({change}): балансировщик должен за этим последовать.',
  'edge.service.ensured':
    'Балансировщик сервиса {service} готов: облако даёт ему следующий свободный адрес, {ip}, и {nodes, plural, =0 {ни одного узла, куда отправлять} one {# узел, куда отправлять} few {# узла, куда отправлять} many {# узлов, куда отправлять} other {# узла, куда отправлять}}. {mode, select, VIP {Он пропускает пакеты насквозь, поэтому kube-proxy напишет правила для {ip} на каждом узле} other {Это прокси, поэтому kube-proxy не пишет правил для {ip}: и клиенты внутри кластера идут через балансировщик}}.',
  'edge.service.asked':
    'Балансировщик сервиса {service} готов, адрес тот, что просил сервис: {ip}; у него {nodes, plural, =0 {ни одного узла, куда отправлять} one {# узел, куда отправлять} few {# узла, куда отправлять} many {# узлов, куда отправлять} other {# узла, куда отправлять}}. {mode, select, VIP {Он пропускает пакеты насквозь, поэтому kube-proxy напишет правила для {ip} на каждом узле} other {Это прокси, поэтому kube-proxy не пишет правил для {ip}: и клиенты внутри кластера идут через балансировщик}}.',
  'edge.service.failed':
    'Облако не может создать балансировщик, который просит {service}; почему, сказано в событии. Сервис остаётся в ожидании (pending).',
  'edge.service.noNodes': 'Нет ни одного узла, куда балансировщик сервиса {service} мог бы отправлять.',
  'edge.service.updated':
    'Набор узлов изменился: балансировщик сервиса {service} теперь отправляет на {nodes, plural, one {# узел} few {# узла} many {# узлов} other {# узла}}.',
  'edge.service.deleting': 'Балансировщик сервиса {service} на {ip} больше никому не нужен: облако его убирает.',
  'edge.service.deleted':
    'Балансировщика сервиса {service} больше нет, его адрес снова свободен. Финализатор снят, сервис ничто не держит.',

  'edge.link.lanToNode': 'Машина {address} в одной сети с {node}: пакет идёт прямо к нему.',
  'edge.link.nodeToLan': '{address} находится в сети самих узлов: {node} отправляет прямо, без маршрутизатора.',
  'edge.link.toRouter': 'То, что {source} отправляет на {target}, приходит к {router} — маршрутизатору сети узлов.',
  'edge.link.toBalancer':
    '{target} — адрес облака: то, что {source} отправляет туда, попадает на балансировщик сервиса {service}.',
  'edge.link.fromBalancer':
    'Балансировщик {balancer} передаёт пакет на {node} как есть. Адрес назначения остаётся {target}: узел узнаёт его по правилам kube-proxy.',
  'edge.link.relayed':
    'Балансировщик {balancer} стоит рядом с узлами: то, что он отправляет на {target}, идёт прямо на {node}.',
  'edge.link.externalIp':
    'Адреса {address} нет ни у одного узла. Kubernetes не приводит туда пакеты, у него есть только правила для них: здесь администратор направил внешний IP сервиса {service} на {node}.',
  'edge.link.externalIpOwned': '{address} — адрес узла {node}, поэтому сеть приводит пакет туда.',
  'edge.link.translated': 'Маршрутизатор отправляет переписанный пакет дальше, на {node} по адресу {address}.',

  'edge.nat.toInternal':
    '{before} — это ExternalIP узла {node}: маршрутизатор переписывает его на {after}, единственный адрес, который узел знает за собой.',
  'edge.nat.toExternal': 'На выходе маршрутизатор даёт пакету ExternalIP узла {node}: {before} становится {after}.',

  'edge.balance.vip':
    'Балансировщик сервиса {service} выбирает {node}: проверку здоровья на порту {port} проходят {healthy, plural, one {# узел} few {# узла} many {# узлов} other {# узла}} из {all}. При externalTrafficPolicy: Cluster годится любой узел с работающим kube-proxy.',
  'edge.balance.vipLocal':
    'Балансировщик сервиса {service} выбирает {node}: проверку здоровья на порту {port} проходят {healthy, plural, one {# узел} few {# узла} many {# узлов} other {# узла}} из {all}. При externalTrafficPolicy: Local на неё отвечают кодом 200 только узлы с готовым эндпоинтом.',
  'edge.balance.proxy':
    'Прокси сервиса {service} выбирает {node}: проверку здоровья на порту {port} проходят {healthy, plural, one {# узел} few {# узла} many {# узлов} other {# узла}} из {all}. При externalTrafficPolicy: Cluster годится любой узел с работающим kube-proxy.',
  'edge.balance.proxyLocal':
    'Прокси сервиса {service} выбирает {node}: проверку здоровья на порту {port} проходят {healthy, plural, one {# узел} few {# узла} many {# узлов} other {# узла}} из {all}. При externalTrafficPolicy: Local на неё отвечают кодом 200 только узлы с готовым эндпоинтом.',
  'edge.balance.sticky':
    'sessionAffinity: ClientIP действует и на балансировщике сервиса {service}: по своему адресу {client} всегда попадает на один и тот же узел, {node}. Проверку здоровья на порту {port} проходят {healthy, plural, one {# узел} few {# узла} many {# узлов} other {# узла}} из {all}.',
  'edge.relay.accepts':
    'Балансировщик сервиса {service} — прокси: {balancer} сам принимает соединение от {source}. Дальше него ни один пакет этого соединения не идёт.',
  'edge.relay.opens':
    'Прокси открывает собственное соединение, от {source} к порту узла {target}. Адреса клиента, {client}, в нём нет нигде.',
  'edge.relay.answers': 'Прокси {balancer} копирует ответ в соединение своего клиента, на {target}.',
  'edge.relay.closes':
    'Прокси {balancer} некому передать соединение клиента {client}, и он обрывает его сбросом (RST).',

  'edge.rule.firewallAllows':
    '{source} входит в один из диапазонов loadBalancerSourceRanges сервиса {service}: дальше в {chain}. Кто не входит ни в один, доходит до конца этой цепочки и потом отбрасывается.',
  'edge.rule.firewallDrops':
    '{source} не входит ни в один из диапазонов loadBalancerSourceRanges сервиса {service}: ни одно правило не переписало пакет, поэтому KUBE-PROXY-FIREWALL его отбрасывает.',
  'edge.rule.healthCheck':
    'Порт {port} — это healthCheckNodePort сервиса {service}: kube-proxy пропускает вопрос к себе.',

  'edge.stop.privateAddress':
    '{target} — частный адрес сети узлов. В интернете нет маршрута к нему, а {router} не впускает ничего, что не публично.',
  'edge.stop.noHairpin':
    '{target} — так интернет называет узел {node}. Изнутри сети узлов {router} этот адрес не переписывает: обращайтесь к собственному адресу узла.',
  'edge.stop.loop':
    'Ни одно правило узла не знает {target}, и он отправляет пакет обратно к {router}, а тот снова отправил бы его узлу, пока не кончится время жизни пакета.',
  'edge.stop.balancerPort':
    'Балансировщик {balancer} сервиса {service} обслуживает только порты сервиса: {port}/{protocol} среди них нет.',
  'edge.stop.balancerRange':
    '{source} не входит ни в один из диапазонов loadBalancerSourceRanges сервиса {service}: прокси {balancer} его не впускает.',
  'edge.stop.noHealthyNode':
    'Балансировщику сервиса {service} некуда отправлять: из {count, plural, one {# узла} few {# узлов} many {# узлов} other {# узла}} ни один не отвечает на проверку здоровья kube-proxy на порту {port}.',
  'edge.stop.noHealthyNodeLocal':
    'Балансировщику сервиса {service} некуда отправлять: при externalTrafficPolicy: Local узел проходит проверку здоровья на порту {port}, только если на нём есть готовый эндпоинт, а из {count, plural, one {# узла} few {# узлов} many {# узлов} other {# узла}} его нет ни на одном.',
  'edge.stop.noReadyNode': 'Нет ни одного готового узла, куда можно было бы направить пакеты для {target}.',

  'edge.sum.kept':
    '{client} обратился к {target}, и {server} ответил. Он видит адрес самого клиента: переписывать источник по пути не пришлось.',
  'edge.sum.lost':
    '{client} обратился к {target}, и {server} ответил. Вместо клиента он видит {source}: узел подставил свой адрес, чтобы ответ вернулся через него (externalTrafficPolicy: Cluster).',
  'edge.sum.proxied':
    '{client} обратился к {target}, и {server} ответил. Он видит {source}: его соединение открыл прокси, и адрес клиента остался по ту сторону.',
  'edge.sum.noLocalEndpoint':
    '{client} ждёт напрасно: на {node} нет эндпоинта сервиса {service}, а externalTrafficPolicy: Local запрещает отправить пакет на другой узел.',
  'edge.sum.sourceRange':
    '{client} ждёт напрасно: диапазоны loadBalancerSourceRanges сервиса {service} его не впускают.',
  'edge.sum.private': '{client} ждёт напрасно: {target} — частный адрес, из интернета к нему пути нет.',
  'edge.sum.noHealthyNode':
    '{client} не пробивается: у балансировщика сервиса {service} нет здорового узла, куда отправлять.',

  'edge.exposure.nobody': 'Нет ни одного {from, select, pod {пода} other {узла}}, откуда можно было бы попробовать.',
  'edge.exposure.clusterIp':
    'Внутри кластера {service} доступен по своему ClusterIP, {address}. Сервер видит {source}.',
  'edge.exposure.endpoint':
    '{service} — headless-сервис: его имя ведёт прямо к подам, здесь к {address}. Сервер видит {source}.',
  'edge.exposure.nodePort': '{service} доступен через NodePort любого узла, здесь {address}. Сервер видит {source}.',
  'edge.exposure.externalIp':
    '{service} доступен по своему внешнему IP, {address}, который администратор направил на узел. Сервер видит {source}.',
  'edge.exposure.balancer': '{service} доступен через свой балансировщик, {address}. Сервер видит {source}.',
  'edge.exposure.byName': '{service} — имя того, что снаружи: поды, которые его разрешают, попадают туда.',
  'edge.exposure.pending':
    '{service} ждёт балансировщик (<pending>): пока никто не дал ему адрес, из интернета обращаться некуда.',
  'edge.exposure.privateNodes':
    'NodePort сервиса {service} открыт на каждом узле, но у узлов только частные адреса: в интернете нет маршрута к ним.',
  'edge.exposure.privateExternalIp': 'Внешние IP сервиса {service} — частные адреса: в интернете нет маршрута к ним.',
  'edge.exposure.onlyInside':
    'У сервиса {service} типа {type} нет адреса для тех, кто снаружи: ClusterIP что-то значит только на узлах.',
} as const satisfies Record<keyof typeof en, string>;
