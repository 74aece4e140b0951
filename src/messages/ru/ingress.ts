export const ingress = {
  'ingress.trial.host': 'Правило {host}{path} из {ingress} для другого хоста: запрос пришёл к {asked}.',
  'ingress.trial.matched': 'Правило {host}{path} из {ingress} подходит: путь запроса {asked}.',
  'ingress.trial.matchedRegex':
    'Правило {host}{path} из {ingress} подходит как выражение {expression}: путь запроса {asked}. Если выражений просит хотя бы одно правило хоста, выражениями становятся все.',
  'ingress.trial.exact': 'Правило {host}{path} из {ingress} типа Exact: путь {asked} не совпадает с ним буква в букву.',
  'ingress.trial.prefix':
    'Правило {host}{path} из {ingress} не подходит: путь {asked} не начинается с элементов {path}.',
  'ingress.trial.regex': 'Выражение {expression} из {ingress} не подходит к пути {asked}.',
  'ingress.trial.badRegex':
    'Выражение {expression} из {ingress} не проверяется: оно не компилируется или может считаться бесконечно.',
  'ingress.trial.later': 'Правило {host}{path} из {ingress} тоже подошло бы, но {chosen} идёт раньше.',
  'ingress.trial.shadowed':
    'До правила {host}{path} из {ingress} дело не доходит: {other} занял тот же хост и путь первым.',
  'ingress.trial.resource':
    'Правило {host}{path} из {ingress} указывает на {kind}, а не на Service: этот контроллер его пропускает.',
  'ingress.trial.canary':
    '{ingress} — канареечный: своих правил у него нет, он лишь забирает долю запросов другого Ingress, а деление на доли не моделируется.',
  'ingress.trial.otherNamespace':
    '{ingress} из пространства имён {namespace}, а этот контроллер читает только {watched}.',
  'ingress.trial.externalName':
    'Правило {path} из {ingress} не учитывается: его сервис {service} — ExternalName, а {program} ходит за такими именами, только если это разрешено в его настройках.',
  'ingress.trial.externalPort':
    'Правило {path} из {ingress} не учитывается: {program} не находит такого порта у сервиса {service} типа ExternalName.',
  'ingress.trial.noClass': 'У {ingress} нет класса, а {controller} обслуживает только Ingress с классом.',
  'ingress.trial.missingClass': '{ingress} просит класс {class}, но IngressClass с таким именем нет.',
  'ingress.trial.otherController':
    'У {ingress} класс {class}, он принадлежит контроллеру {of}; а этот контроллер — {controller}.',
  'ingress.trial.otherAnnotation':
    'Аннотация в {ingress} называет класс {class}; этот контроллер отзывается на {expected}.',

  'ingress.decide.service':
    '{ingress} отправляет запрос на порт {port} сервиса {service}: {endpoints, plural, one {# готовый эндпоинт} few {# готовых эндпоинта} many {# готовых эндпоинтов} other {# готового эндпоинта}}, напрямую, минуя cluster IP.',
  'ingress.decide.clusterIp':
    '{ingress} отправляет запрос на cluster IP {address} сервиса {service}: так велит аннотация service-upstream, и под выбирает kube-proxy.',
  'ingress.decide.defaultBackend':
    'Ни одно правило не подошло, запрос берёт defaultBackend из {ingress}: {service}, {endpoints, plural, one {# готовый эндпоинт} few {# готовых эндпоинта} many {# готовых эндпоинтов} other {# готового эндпоинта}}.',
  'ingress.decide.customDefault':
    'У {service} нет готовых эндпоинтов, поэтому отвечает {standIn}: так велит аннотация default-backend в {ingress}.',
  'ingress.decide.controllerDefault':
    'Ни одно правило не подошло к {host}{path}: запрос берёт бэкенд по умолчанию самого контроллера.',
  'ingress.decide.notFound':
    'Ни одно правило не подошло к {host}{path}, и бэкенда по умолчанию нет: контроллер сам отвечает 404.',
  'ingress.decide.nobody': 'Ни один под {controller} не готов: маршрутизировать запрос некому.',
  'ingress.decide.noService': '{ingress} указывает на сервис {service}, которого нет: 503.',
  'ingress.decide.external':
    '{ingress} отправляет запрос в сервис {service} типа ExternalName: контроллер сам находит {target} в DNS и соединяется с портом {port}.',
  'ingress.decide.externalName':
    'Сервис {service} — это ExternalName для {target}, а {program} за такими именами не ходит: {status}.',
  'ingress.decide.externalLoopback':
    'Сервис {service} — это ExternalName для {target}, то есть для самого контроллера: он отказывается, 503.',
  'ingress.decide.externalPort':
    'Сервис {service} — это ExternalName для {target}, но порт {port} не даёт номера, с которым можно соединиться: {status}.',
  'ingress.decide.noPort': 'У сервиса {service} нет порта {port}; есть {declared}: 503.',
  'ingress.decide.noEndpoints':
    'У сервиса {service} нет готовых эндпоинтов{notReady, plural, =0 {} one { (# не готов)} few { (# не готовы)} many { (# не готовы)} other { (# не готовы)}}: 503.',
  'ingress.decide.resource':
    '{ingress} указывает бэкендом {kind} {name}. Что с ним делает контроллер, не моделируется: 503.',
  'ingress.decide.toHttps': 'У {host} есть TLS, поэтому запрос без шифрования отправлен на {location} с кодом 308.',
  'ingress.decide.forcedHttps':
    'Аннотация force-ssl-redirect отправляет любой запрос без шифрования к {host} на {location} с кодом 308.',
  'ingress.decide.slash':
    'Location заканчивается косой чертой, а путь {path} — нет: nginx отправляет на {location} с кодом 301.',

  'ingress.tls.secret':
    'Для {sni} показан сертификат из секрета {secret}, как сказано в {ingress}. Он выписан на {names}.',
  'ingress.tls.unread':
    'Для {sni} показан сертификат из секрета {secret}, как сказано в {ingress}. На какие имена он выписан, прочитать не удалось.',
  'ingress.tls.default':
    'Годного сертификата для этого хоста нет, поэтому показан сертификат из секрета {secret}: его называет --default-ssl-certificate.',
  'ingress.tls.missing':
    '{ingress} называет секрет {secret}, которого нет: контроллер показывает сертификат, который выписал себе сам.',
  'ingress.tls.wrongType':
    'Секрет {secret} из {ingress} типа {type}, в нём нет tls.crt и tls.key: контроллер показывает собственный сертификат.',
  'ingress.tls.noKeys': 'В секрете {secret} из {ingress} нет {key}: контроллер показывает собственный сертификат.',
  'ingress.tls.notPem':
    '{key} в секрете {secret} — не PEM: для {ingress} контроллер показывает сертификат, который выписал себе сам.',
  'ingress.tls.otherHost':
    'Сертификат из секрета {secret} выписан на {names}, а не на {host}: для {ingress} показан собственный сертификат контроллера.',
  'ingress.tls.noSecretName':
    '{ingress} перечисляет {host} в tls, но без секрета: показан собственный сертификат контроллера.',
  'ingress.tls.notListed':
    'В {ingress} есть секция tls, но {host} в ней нет, и ни один её сертификат на {host} не выписан: показан собственный сертификат контроллера.',
  'ingress.tls.noTls':
    'Ни у одного Ingress с правилами для {host} нет секции tls: показан собственный сертификат контроллера.',
  'ingress.tls.noServer':
    'Ни у одного Ingress нет правил для имени {sni} из рукопожатия: показан собственный сертификат контроллера.',

  'ingress.sync.scheduled': '{controller} увидел {ingress} и внесёт его в свою конфигурацию.',
  'ingress.sync.reloaded':
    '{controller} заново записал свою конфигурацию ({lines, plural, one {# строка} few {# строки} many {# строк} other {# строки}}) и велел nginx перечитать её.',
  'ingress.sync.reloadedFor': '{controller} внёс {ingress} в свою конфигурацию и велел nginx перечитать её.',
  'ingress.sync.published': 'В статусе {ingress} теперь сказано, где он доступен: {addresses}.',
  'ingress.sync.webhookSecret':
    'Job {job} запускает kube-webhook-certgen, и тот оставляет после себя секрет {secret}. В остальном Job не моделируются.',
  'ingress.sync.withdrawn': '{controller} ушёл и убирает свои адреса из статуса {ingress}.',
} as const satisfies Record<keyof typeof import('../en/ingress.js').ingress, string>;
