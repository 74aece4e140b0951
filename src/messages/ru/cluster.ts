import type { ClusterWhy } from '../../core/index.js';

/** Russian texts of the cluster area, in ICU MessageFormat. */
export const cluster = {
  'cluster.kubectl.created': 'kubectl apply создал {kind} {name}.',
  'cluster.kubectl.configured': 'kubectl apply привёл {kind} {name} к тому, что теперь написано в манифесте.',
  'cluster.kubectl.replaced':
    '{kind} {name} нельзя изменить на месте: spec пода после создания не меняется. Как при kubectl replace --force, старый под удаляется, а новый создаётся, когда старого не станет.',
  'cluster.kubectl.recreated': 'Старого {kind} {name} больше нет, и kubectl создаёт новый.',
  'cluster.kubectl.pruned': '{kind} {name} больше нет в манифестах, поэтому kubectl apply --prune удаляет этот объект.',
  'cluster.kubectl.prunedHeld':
    '{kind} {name} больше нет в манифестах, и kubectl apply --prune удаляет его. Пока у него есть финализаторы ({finalizers}), он остаётся в состоянии Terminating.',
  'cluster.kubectl.restored': '{kind} {name} больше нет в манифестах, поэтому снова действуют настройки кластера.',

  'cluster.act.deletePod': 'Вы удалили под {pod}.',
  'cluster.act.ready': 'Приложение в поде {pod} снова в порядке; kubelet об этом ещё не знает.',
  'cluster.act.unready':
    'Приложение в поде {pod} перестало отвечать на проверку готовности; kubelet об этом ещё не знает.',
  'cluster.act.crash': 'Процессу контейнера {container} в поде {pod} приказано завершиться.',
  'cluster.act.scaled': '{kind} {name}: число реплик изменено с {from, number} на {to, number}.',
  'cluster.act.cordoned':
    'Узел {node} закрыт для планирования (cordon): его поды остаются, новые на него не назначаются.',
  'cluster.act.uncordoned': 'Узел {node} снова принимает новые поды.',
  'cluster.act.evicted': 'Под {pod} вытесняется, потому что узел {node} освобождают (drain).',
  'cluster.act.nodeFailed':
    'Узел {node} остался без сети. API-сервер ещё не знает об этом: он ждёт вестей от kubelet {seconds, number} с.',
  'cluster.act.nodeHealed': 'У узла {node} снова есть сеть.',
  'cluster.act.outOfService':
    'Вы сообщаете кластеру, что узел {node} выведен из строя: его поды можно удалять принудительно, а тома — отключать.',
  'cluster.act.backInService': 'Taint снят: узел {node} снова в строю.',
  'cluster.act.deleted': 'Вы удалили {kind} {name}.',
  'cluster.act.orphaned': 'Вы удалили {kind} {name} с --cascade=orphan: то, чем он владеет, должно остаться.',
  'cluster.act.deletedClaim': 'Вы удалили PersistentVolumeClaim {claim}.',
  'cluster.act.deletedVolume': 'Вы удалили PersistentVolume {volume}.',
  'cluster.act.clearedClaimRef':
    'Вы убрали claimRef у PersistentVolume {volume}: он больше не принадлежит заявке {claim}, и его может получить другая — вместе с тем, что на нём лежит.',
  'cluster.act.detached':
    'Вы удалили VolumeAttachment вручную: том {volume} отключат от {node}, даже если там в него ещё пишут.',
  'cluster.act.expanded': 'Вы просите больше места: заявка {claim} вырастает с {from} до {to}.',

  'cluster.deployment.created':
    'ReplicaSet с таким шаблоном ещё нет, поэтому для Deployment {deployment} создаётся {replicaSet}: {replicas, plural, one {# реплика} few {# реплики} many {# реплик} other {# реплики}}.',
  'cluster.deployment.scaledUp': 'Deployment {deployment} увеличивает {replicaSet} с {from, number} до {to, number}.',
  'cluster.deployment.scaledDown': 'Deployment {deployment} уменьшает {replicaSet} с {from, number} до {to, number}.',
  'cluster.deployment.adopted':
    'ReplicaSet {replicaSet} подходит под селектор и никому не принадлежит: Deployment {deployment} берёт его себе.',
  'cluster.deployment.revision': 'Действующий шаблон Deployment {deployment} — теперь ревизия {revision, number}.',
  'cluster.deployment.minReady':
    'Теперь под считается доступным {seconds, plural, =0 {сразу, как только готов} one {через # секунду готовности} few {через # секунды готовности} many {через # секунд готовности} other {через # секунды готовности}}: Deployment {deployment} передаёт это в {replicaSet}. Новых подов ради этого не создаётся.',
  'cluster.deployment.paused':
    'Deployment {deployment} приостановлен: новый шаблон ничего не выкатывает, и время до продолжения не засчитывается в срок. Масштабировать его по-прежнему можно.',
  'cluster.deployment.resumed':
    'Deployment {deployment} продолжает работу: теперь выкатывается то, что задано в шаблоне.',
  'cluster.deployment.cleaned':
    'Deployment {deployment} хранит не больше {limit, number} старых ReplicaSet: самый старый, {replicaSet}, удаляется.',
  'cluster.deployment.counted':
    'Deployment {deployment}: готово {ready, number} из {replicas, number}, доступно {available, number}.',
  'cluster.deployment.late':
    'Deployment {deployment} слишком долго не продвигается: готово {ready, number} из {replicas, number}.',

  'cluster.replicaset.created':
    'У ReplicaSet {replicaSet} подов {pods, number} из {replicas, number}, поэтому он создаёт {pod}.',
  'cluster.replicaset.refused':
    'У ReplicaSet {replicaSet} подов {pods, number} из {replicas, number}, но симулятор вмещает не больше {most, number}: в остальных API-сервер отказывает, как по квоте.',
  'cluster.replicaset.deleted':
    'У ReplicaSet {replicaSet} подов {pods, number}, а нужно {replicas, number}. Меньше всего жаль {pod}.',
  'cluster.replicaset.adopted':
    'Под {pod} подходит под селектор и никому не принадлежит: ReplicaSet {replicaSet} берёт его себе.',
  'cluster.replicaset.released': 'Под {pod} больше не подходит под селектор: ReplicaSet {replicaSet} его отпускает.',
  'cluster.replicaset.counted': 'ReplicaSet {replicaSet}: готово {ready, number} из {replicas, number}.',

  'cluster.statefulset.revision':
    'Шаблон StatefulSet {statefulSet} новый, поэтому он сохраняется как ревизия {number, number}: {revision}.',
  'cluster.statefulset.rolledBack':
    'Такой шаблон у StatefulSet {statefulSet} уже был: {revision} становится ревизией {number, number}.',
  'cluster.statefulset.adoptedRevision':
    'Ревизия {revision} никому не принадлежит и несёт метки StatefulSet {statefulSet}: StatefulSet берёт её себе.',
  'cluster.statefulset.cleaned':
    'StatefulSet {statefulSet} хранит старых ревизий не больше {limit, number}: самая старая, {revision}, удаляется.',
  'cluster.statefulset.claim':
    'Поду {pod} из StatefulSet {statefulSet} нужен собственный том, поэтому сначала создаётся его заявка {claim}.',
  'cluster.statefulset.created':
    '{order, select, parallel {StatefulSet {statefulSet} создаёт поды сразу, не дожидаясь готовности других: {pod}.} first {Под {pod} — первый в StatefulSet {statefulSet}, поэтому создаётся сразу.} other {Все поды до {pod} работают и готовы, поэтому StatefulSet {statefulSet} создаёт его.}}{claims, plural, =0 {} other { Своё хранилище он находит по имени.}}',
  'cluster.statefulset.refused':
    'StatefulSet {statefulSet} не может создать под {pod}; причина — в событии. Попытка повторится, когда что-нибудь изменится.',
  'cluster.statefulset.scaledDown':
    'StatefulSet {statefulSet} нужно подов: {replicas, number}. У {pod} наибольший номер, поэтому он уходит первым.',
  'cluster.statefulset.updated':
    'У пода {pod} старый шаблон. Среди таких его номер наибольший, поэтому его удаляют, и он вернётся с новым.',
  'cluster.statefulset.ended': 'Под {pod} завершился. StatefulSet {statefulSet} удаляет его, чтобы создать заново.',
  'cluster.statefulset.identified':
    'Под {pod} получает обратно метки, которые говорят, какой он по счёту в StatefulSet {statefulSet}.',
  'cluster.statefulset.owner.set':
    'whenDeleted — Delete: заявка {claim} теперь принадлежит StatefulSet {statefulSet} и исчезнет вместе с ним.',
  'cluster.statefulset.owner.pod':
    'whenScaled — Delete, а {pod} лишний: заявка {claim} теперь принадлежит этому поду и исчезнет вслед за ним.',
  'cluster.statefulset.owner.none':
    'По политике хранения StatefulSet {statefulSet} заявка {claim} никому не принадлежит: она остаётся, что бы ни удалили.',
  'cluster.statefulset.adopted':
    'Имя пода {pod} — из StatefulSet {statefulSet}, и он никому не принадлежит: StatefulSet берёт его себе.',
  'cluster.statefulset.released': 'Под {pod} больше не подходит под селектор: StatefulSet {statefulSet} его отпускает.',
  'cluster.statefulset.counted': 'StatefulSet {statefulSet}: готово {ready, number} из {replicas, number}.',

  'cluster.daemonset.revision':
    'Шаблон DaemonSet {daemonSet} новый, поэтому он сохраняется как ревизия {number, number}: {revision}.',
  'cluster.daemonset.rolledBack':
    'Такой шаблон у DaemonSet {daemonSet} уже был: {revision} становится ревизией {number, number}.',
  'cluster.daemonset.adoptedRevision':
    'Ревизия {revision} никому не принадлежит и несёт метки DaemonSet {daemonSet}: DaemonSet берёт её себе.',
  'cluster.daemonset.cleaned':
    'DaemonSet {daemonSet} хранит старых ревизий не больше {limit, number}: самая старая, {revision}, удаляется.',
  'cluster.daemonset.created':
    'Узел {node} подходит DaemonSet {daemonSet}, а его пода там нет, поэтому создаётся {pod}: работать он может только на этом узле.',
  'cluster.daemonset.refused':
    'На узле {node} должен быть под DaemonSet {daemonSet}, но симулятор вмещает не больше {most, number}: в остальных API-сервер отказывает, как по квоте.',
  'cluster.daemonset.surged':
    'У пода DaemonSet {daemonSet} на узле {node} старый шаблон. maxSurge разрешает второй под рядом с ним: {pod}.',
  'cluster.daemonset.overtaken':
    'У пода {pod} из DaemonSet {daemonSet} на узле {node} старый шаблон, и больше он не нужен: под удаляется.',
  'cluster.daemonset.updated':
    'У пода {pod} на узле {node} старый шаблон DaemonSet {daemonSet}. Под уступает место новому: maxUnavailable — {most, number}.',
  'cluster.daemonset.notHere':
    'Узел {node} не принимает поды DaemonSet {daemonSet} или перестал их принимать: {pod} удаляется.',
  'cluster.daemonset.excess':
    'DaemonSet {daemonSet} нужен на узле {node} один под. Остаётся самый старый, поэтому {pod} удаляется.',
  'cluster.daemonset.lost':
    'Под {pod} из DaemonSet {daemonSet} ждёт узла, которого больше нет. Другой узел его не примет, поэтому под удаляется.',
  'cluster.daemonset.ended':
    'Под {pod} из DaemonSet {daemonSet} на узле {node} завершился. DaemonSet удалит его, чтобы создать заново.',
  'cluster.daemonset.cleared':
    'Под {pod} завершился и удаляется; затем DaemonSet {daemonSet} создаст для узла {node} другой.',
  'cluster.daemonset.adopted':
    'Под {pod} подходит под селектор и никому не принадлежит: DaemonSet {daemonSet} берёт его себе.',
  'cluster.daemonset.released': 'Под {pod} больше не подходит под селектор: DaemonSet {daemonSet} его отпускает.',
  'cluster.daemonset.counted':
    'DaemonSet {daemonSet}: готово на {ready, number} из {nodes, plural, one {# узла} few {# узлов} many {# узлов} other {# узла}}.',

  'cluster.ephemeral.created':
    'Том {volume} пода {pod} — обобщённый эфемерный: создаётся его заявка {claim}, и принадлежит она поду.',
  'cluster.ephemeral.refused':
    'Тому {volume} пода {pod} нужна заявка {claim}, но её не создать или она чужая; причина — в событии.',

  'cluster.scheduler.bound':
    'Под {pod} {fitting, plural, one {мог принять # узел} few {могли принять # узла} many {могли принять # узлов} other {могли принять # узла}} из {nodes, number}; лучшая оценка у {node}.',
  'cluster.scheduler.unschedulable':
    '{nodes, plural, =0 {Для пода {pod} нет ни одного узла.} =1 {Единственный узел не может принять под {pod}.} other {Ни один узел (всего их #) не может принять под {pod}.}} Под ждёт перемен.',
  'cluster.scheduler.claimMissing':
    'Под {pod} просит заявку {claim}, а такой в его пространстве имён нет. Пока она не появится, планировщик узлы не рассматривает.',
  'cluster.scheduler.claimUnbound':
    'У заявки {claim} пода {pod} уже должен быть том, а его нет. Пока она не связана, планировщик узлы не рассматривает.',
  'cluster.scheduler.noneToBind':
    'Под {pod} не подходит ни одному узлу: там, где он мог бы работать, тома для заявки {claim} сейчас нет и создать его нельзя.',
  'cluster.scheduler.outOfReach':
    'Том {volume} заявки {claim} доступен только с узлов с {where}. Ни один такой узел не может принять под {pod}, а том не переезжает: под ждёт.',
  'cluster.scheduler.reserved':
    'Поду {pod} выбран узел {node}, и том {volume} оттуда доступен: планировщик резервирует его для заявки {claim}.',
  'cluster.scheduler.selectedNode':
    'Поду {pod} выбран узел {node}: планировщик записывает это в заявку {claim}, чтобы том создали именно там.',
  'cluster.scheduler.notBound':
    'Заявка {claim} не получила тома для {node}, поэтому под {pod} на него не назначен. Планировщик попробует ещё раз.',

  'cluster.kubelet.accepted': 'kubelet узла {node} видит, что под {pod} назначен на его узел, и берётся за него.',
  'cluster.kubelet.address':
    'Под {pod} получает сетевое пространство имён, и host-local выдаёт ему {ip} — следующий свободный адрес из {cidr}, диапазона узла {node}.',
  'cluster.kubelet.hostNetwork': 'Под {pod} работает в сети узла {node}, поэтому его адрес — адрес узла, {ip}.',
  'cluster.kubelet.noAddress': 'Под {pod} остаётся без сети: на узле {node} нет свободных адресов.',
  'cluster.kubelet.pulling': 'Контейнеру {container} пода {pod} нужен образ {image}, он скачивается.',
  'cluster.kubelet.pulled': 'Образ {image} для контейнера {container} пода {pod} теперь есть на {node}.',
  'cluster.kubelet.imagePresent':
    'Образ {image} уже есть на {node}, и контейнеру {container} пода {pod} не надо ждать.',
  'cluster.kubelet.created': 'Контейнер {container} пода {pod} создан.',
  'cluster.kubelet.started': 'Контейнер {container} пода {pod} запущен.',
  'cluster.kubelet.running': 'Все контейнеры пода {pod} работают; он станет готов, когда пройдут проверки (probes).',
  'cluster.kubelet.runningReady':
    'Все контейнеры пода {pod} работают. Проверки готовности нет, ждать нечего, и под сразу готов.',
  'cluster.kubelet.ready': 'Под {pod} готов: сервисы могут слать ему трафик.',
  'cluster.kubelet.notReadyUnprobed':
    'Под {pod} считается неготовым. Проверки готовности у него нет, так что настоящий kubelet ничего бы не заметил: добавьте readinessProbe, чтобы всё было честно.',
  'cluster.kubelet.probeFailed':
    'Проверка готовности контейнера {container} в поде {pod} не прошла {failures, plural, one {# раз} few {# раза} many {# раз} other {# раза}} подряд; после {threshold, number} под перестанет быть готовым.',
  'cluster.kubelet.unready':
    'Проверка готовности контейнера {container} в поде {pod} не прошла {failures, plural, one {# раз} few {# раза} many {# раз} other {# раза}} подряд. Это предел: под больше не готов.',
  'cluster.kubelet.probeRefused':
    'Порт {port} в поде {pod} никто не слушает, и {probe, select, readiness {проверке готовности} liveness {проверке живости} other {проверке запуска}} контейнера {container} отказано в соединении ({failures, number} подряд; предел — {threshold, number}). {outcome, select, unready {На пределе под перестанет быть готовым.} never {Пока она не пройдёт, под не готов.} other {На пределе контейнер завершат.}}{failures, plural, =1 { В Kubernetes containerPort лишь справка; симулятор программ не запускает и считает, что контейнер слушает порты, которые он объявил, которые названы в его флагах или известны по его образу.} other {}}',
  'cluster.kubelet.probeErrored':
    'Проверка ({probe}) контейнера {container} в поде {pod} спрашивает порт «{port}», а порта с таким именем у этого контейнера нет. Такую проверку нельзя выполнить, и её результат kubelet отбрасывает: {probe, select, readiness {под никогда не станет готов} startup {контейнер никогда не считается запустившимся, но и не перезапускается} other {из-за неё контейнер никогда не перезапустят}}.',
  'cluster.kubelet.killed':
    'Проверка ({probe}) контейнера {container} в поде {pod} не прошла столько раз, сколько позволено: контейнер получает SIGTERM{restarts, select, yes { и запускается снова} other {; при restartPolicy Never он так и останется завершённым}}.',
  'cluster.kubelet.ended': 'Контейнер {container} пода {pod} завершился.',
  'cluster.kubelet.backOffRests':
    'Контейнер {container} пода {pod} раз за разом завершает его же проверка, и перед новым запуском kubelet ждёт {seconds, number} с. Так шло бы без конца, с перерывами до пяти минут; симулятор останавливается здесь, пока что-нибудь не изменится.',
  'cluster.kubelet.crashed':
    'Процесс контейнера {container} в поде {pod} завершился. Что дальше, решает restartPolicy {restartPolicy}.',
  'cluster.kubelet.redefined':
    'Контейнеру {container} пода {pod} задан другой образ: старый контейнер завершается, запускается новый.',
  'cluster.kubelet.backOff':
    'Контейнер {container} пода {pod} снова завершился слишком быстро, и перед новым запуском kubelet ждёт {seconds, number} с.',
  'cluster.kubelet.stopping':
    'Под {pod} удаляют: контейнер {container} получает SIGTERM, до SIGKILL у него {seconds, number} с.',
  'cluster.kubelet.stopped': 'Все контейнеры пода {pod} завершились.',
  'cluster.kubelet.removed':
    'На узле {node} от пода {pod} ничего не осталось, и его объект удаляется.{hadIp, select, yes { Адрес {ip} снова свободен.} other {}}',
  'cluster.kubelet.status': 'kubelet сообщает, что он видит в поде {pod}.',
  'cluster.kubelet.nodeReady': 'kubelet узла {node} снова на связи и сообщает, что всё в порядке.',

  'cluster.endpointslice.synced':
    'Селектор сервиса {service} теперь находит {endpoints, plural, =0 {ноль подов с адресом} one {# под с адресом} few {# пода с адресом} many {# подов с адресом} other {# пода с адресом}}, готовых: {ready, number}. Это записано в его EndpointSlice.',
  'cluster.endpoints.synced':
    'Старый объект Endpoints сервиса {service} обновлён: {ready, plural, one {# готовый адрес} few {# готовых адреса} many {# готовых адресов} other {# готового адреса}}.',
  'cluster.endpoints.removed': 'Сервиса {service} больше нет, удаляется и его объект Endpoints.',
  'cluster.mirroring.synced':
    'У сервиса {service} нет селектора, поэтому его Endpoints ({endpoints, plural, one {# адрес} few {# адреса} many {# адресов} other {# адреса}}) копируются в EndpointSlice: именно их читает kube-proxy.',
  'cluster.mirroring.removed': 'Для {service} больше нет Endpoints, которые надо копировать.',

  'cluster.nodeIpam.allocated': 'Узел {node} получает для своих подов {cidr} — следующий свободный блок из {from}.',
  'cluster.nodeIpam.full': 'Все блоки {cidr} розданы: узлу {node} не досталось, и его поды останутся без адресов.',
  'cluster.nodeLifecycle.silent': 'От узла {node} ничего не слышно {seconds, number} с: его состояние неизвестно.',
  'cluster.nodeLifecycle.tainted': 'Узел {node} получает taint {taint}, чтобы поды держались от него подальше.',
  'cluster.nodeLifecycle.untainted': 'С узлом {node} снова всё хорошо, taint снят.',
  'cluster.nodeLifecycle.podNotReady':
    'От узла {node} ничего не слышно, поэтому его под {pod} считается неготовым: сервисы перестают слать ему трафик.',
  'cluster.taintEviction.deleted':
    'Под {pod} терпит {taint} на узле {node} {seconds, number} с. Время вышло, и под удаляется.',

  'cluster.garbageCollector.deleted':
    '{kind} {name} принадлежал объекту {ownerKind} {owner}, которого больше нет, поэтому удаляется и он.',
  'cluster.garbageCollector.disowned':
    '{ownerKind} {owner} больше нет. У {kind} {name} есть и другой владелец, поэтому объект остаётся, а ссылка на {owner} снимается.',
  'cluster.garbageCollector.orphaned':
    '{ownerKind} {owner} удалён с --cascade=orphan: {kind} {name} теряет ссылку на него и остаётся.',
  'cluster.garbageCollector.released':
    'Никто больше не называет {kind} {name} своим владельцем: финализатор «orphan» снимается, и объект исчезает.',
  'cluster.podGarbageCollector.removed':
    'Под {pod} назначен на узел {node}, которого больше нет, поэтому он удаляется.',
  'cluster.podGarbageCollector.outOfService':
    'Узел {node} не готов и помечен как выведенный из строя: завершить под {pod} там некому, поэтому его удаляют принудительно.',
  'cluster.namespace.emptied': 'Пространство имён {namespace} удаляется, и вместе с ним {kind} {name}.',
  'cluster.namespace.removed': 'Пространство имён {namespace} опустело и удаляется.',
} as const satisfies Record<keyof ClusterWhy, string>;
