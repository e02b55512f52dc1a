"""How Spanish speaks of transfers; `tone` says how phrases are written."""

from __future__ import annotations

from typing import Final

from monitor.domain.cues.tone import Table, Tone
from monitor.domain.stage import Stage

SPANISH: Final[Table] = {
    Stage.DONE: """
        fichaje/traspaso/llegada/cesion de/a/al? ha sido
            confirmado/confirmada/oficializado/oficializada/anunciado
        es oficial
        oficial
        acuerdo/operacion cerrado/cerrada/sellado/sellada/hecho/hecha
        trato hecho/cerrado
        ya es del?/nuevo?/jugador jugador/futbolista?
        nuevo jugador/fichaje/futbolista del/de
        ha/han fichado por/a?
        ficha/fichan/contrata a/al
        marcha al/a cedido?
        se marcha al/a/cedido
        carta/palabras/mensaje de? despedida
        nuevo jugador
        presenta a/al su? nuevo?
        ficha/ficho/firma/firmo por/con el?
        se une a/al
        se va al/a la?
        se incorpora a/al
        anuncia/anuncian/anuncio/confirma/confirman/presenta el? fichaje/contratacion/incorporacion
        bienvenido a/al
        firmado
        llega/marcha cedido
        presentado como
        presentado con/por/en
        ya es del?
        cede/ceden/cedio a
        vende/venden/vendio/traspasa/traspasan a
        bienvenido
        primeras palabras
        feliz de llegar
        confirmado
        anuncia/anuncian la llegada
        hace/hacen oficial el/la/a?
        confirmarse su? fichaje
        cedido
        operacion/fichaje/traspaso/cesion/acuerdo finiquitada/finiquitado
        finiquitada/finiquitado
        dice/dijo/dio adios
        cambia/cambio el/al? _ _? por
        ultimo fichaje del/de
        primer entrenamiento/dia con/como
        ya luce/viste/entrena
        ya entrena/entreno con
        comunicado oficial fichaje
        traspaso oficial
        tendra/tuvo su? presentacion
        presentacion con/de/como oficial?
        aterriza/aterrizo en
        se viste de
        se despide/despidio de/del
        deja/dejo el/al
        traspasado/vendido a/al
        llega/llego al? cedido
        jugara cedido
        anuncia/anuncian/anuncio/confirma/confirman la? incorporacion/contratacion/cesion
        ultimo/nuevo refuerzo del/de
        llega/llego a/al _ en cesion
        llega/llego en cesion
        fichaje completado/confirmado
        fichaje cerrado
        se hace/hacen/hizo con los? servicios? de/del
        incorpora/incorporan/incorporo/contrata/contratan/adquiere/adquieren/adquirio/compro a/al
        firma/firman a/al
        presento/presentaron a/al
        anuncia/anuncian/anuncio/confirma/confirman/confirmo/comunica el/la/su?
            traspaso/marcha/venta/salida/llegada/adios
        anuncia/anuncian/anuncio a/al
        da/dan/dio la bienvenida a/al
        bienvenida a/al
        logra/logran/logro/consigue/consiguen/consiguio la? cesion de/del
        recupera/repesca/repescan/recuperan a/al
        fichado/contratado/presentado por/ante/en/como/con
        llego/llega/vengo/vine al mejor/para
        muy? contento/feliz/ilusionado/orgulloso de/por estar/llegar/haber/fichar
        sueno hecho/cumplido realidad?
        por que elegi/elige/eligio/fiche
        elegi al? el?
        ya? posa/poso con
        ya? se? entrena/entreno/trabaja con
        primer/primeros/primera dia/dias/entrenamiento/sesion en/con/como/del
        se pone/puso a las ordenes de/del
        a las ordenes de/del
        recala/recalo en
        se convierte/convirtio en nuevo? _? jugador/fichaje/refuerzo/futbolista/mas
        se suma/sumo al
        se? despide/despidio/despedida con/de/del una/la?
        emotiva/emotivo despedida/adios/carta/mensaje
        adios del/al
        gracias por todo
        abandona/abandono el
        firma/firmo hasta/por/su/contrato/cuatro/cinco/tres
        estampa/estampo su? firma
        refuerzo/fichaje de lujo/record
        fichaje mas caro
        primeras imagenes/fotos de/con
        ha pagado/pago por
        ingresa/ingreso/recibe/recibio por/millones el/la? traspaso/venta
        debuta/debutara con su? nuevo
        oficializa/oficializan/oficializo
        se marcha/marcho/fue libre/cedido/traspasado/rumbo
        cierra/cerro su etapa
    """,
    Stage.MEDICAL: """
        reconocimiento/reconocimientos medico/medicos
        examen/examenes/pruebas/revision medico/medicos/medicas/medica
        pasa/paso/pasando el/la/los/las? reconocimiento/examen/pruebas/revision
            medico/medica/medicas?
        supera/supero el/la/las? reconocimiento/pruebas
        llega/llego a la clinica
        supera/supero/pasa/paso la revision
    """,
    Stage.AGREEMENT: """
        casi here we go
        da/dio/dado/dara el si
        el si de/del
        total entre/con
        choque/apreton de manos
        documentos firmados/listos
        faltan solo? detalles/flecos
        acuerdo total/cerrado?/verbal/inminente/completo/alcanzado
        principio de acuerdo
        llega/llegan/llego/llegaron a un acuerdo
        hay acuerdo
        alcanza/alcanzan/alcanzo/alcanzado un? acuerdo
        acordado/acordada/acordaron/acuerda/acuerdan
        a punto de fichar/firmar/cerrar/cerrarse
        muy? cerca de fichar/firmar/cerrar
        cerca de/del
        ultima/ultiman/ultimando/ultimar/encarrila/encarrilado/encarrilan
        punto de/para? cerrar
        cierra/cierran el/la/a? fichaje/acuerdo/cesion
        se acerca al/a
        fichaje/salida/acuerdo/operacion inminente
        cerrara/fichara/firmara
        reconocimiento/pruebas/examen medico/medicas
            manana/programado/programadas/pendiente/pendientes/previsto
        pasara/pasaran el/la/los/las? reconocimiento/pruebas/examen/revision medico/medicas/medica?
        antes del? reconocimiento medico
        pagara/paga/ejecuta la? clausula
        ha dicho que si
        cerrado
        a un paso de/del
        acuerdo entre/con/por/para
        tiene/tienen atado
        sera/seran nuevo? jugador/presentado
        dice/dijo si
        acepta/acepto/aceptan la/una? oferta
        depositara/deposita la? clausula
        rumbo a/al
        apalabrado/encaminado
        solo falta
        hace/hizo las maletas
        se aproxima/acerca la/su? salida/llegada/fichaje/al?
        cerrar/cierra/cierran su? fichaje
        culmina/culminando su/el? salida/fichaje
        jugara en
        ya esta en la ciudad
        da/dan/dado por hecho/cerrado/hecha/cerrada
        acaba/acabara/acabaria de? fichar/firmar/fichando/firmando/cerrar
        acuerdo traspaso/cesion/fichaje/compra
        cada? vez? mas cerca de/del?
        acogera/incorporara a?
        sera jugador/futbolista/cedido/presentado/del
        fichara/firmara por/con
        hecho el/a falta de
        salida inminente
        casi hecho/hecha/cerrado/cerrada/oficial
        muy? cerca de? marcharse/irse/salir/fichar/firmar/cerrar/volver/llegar cedido?
        tiene/tienen atado/cerrado/hecho/amarrado
        ata/atan/amarra/amarran/asegura/aseguran a/al/el fichaje?
        apalabrado/apalabrada
        listo para firmar/viajar
        al caer
        deposita/depositara la? clausula
        fichaje encarrilado/encaminado/apalabrado
        aterriza/viaja/llega para firmar/cerrar
        acuerdo con/por
        acuerdo
        sera/seran oficial
        oficial de? manera? inminente
        fichaje hecho
        acogera/recibira/tendra a? _? _? _? cedido
        a las puertas de/del
        con/tiene un? pie en
        a falta de la? firma/hacerse/oficialidad/detalles/anuncio/anunciarse
        pendiente de la/un/el? firma/detalle/anuncio/flecos
        llega/llegara/viaja/aterriza/vuela hoy/manana? a la? ciudad? para/a
            firmar/cerrar/pasar/incorporarse/someterse
        sera/seran el/la? primer/proximo/nuevo/segundo fichaje/refuerzo/incorporacion
        sera/seran traspasado/cedido/presentado/anunciado/oficial/vendido al?/en?
        se convertira/incorporara/unira/comprometera/desvinculara
        jugara/saldra/ira/marchara/llegara cedido
        elige/eligio/escoge/escogio a/al/el
        da/dan/dio/dara el/luz/su? visto/verde/ok bueno? al/a/para?
        cuestion de horas/dias/tiempo/detalles
        en las proximas horas
        horas contadas
        remata/rematan/ultiman/ultima/finiquita/perfila/perfilan/culmina/sella/sellan la/el/su?
            operacion/fichaje/cesion/traspaso/llegada/salida
        pacta/pactan/pacto/acuerda/acuerdan con/el/la
        espera/esperan/preve/preven anunciar/cerrar/oficializar/hacer
        acepta/acepto/aceptan/accede/accedio a? vender/traspasar/irse/marcharse
        acepta/acepto/aceptan la/una/su propuesta/venta
        da/dan/dio luz verde a/al/para
        autoriza/autorizo/permiso a/para viajar
        todo listo/hecho/cerrado/acordado/preparado para/con/que
        hara/haran oficial
        inminente
        pagara/pagaran/abonara/abonaran _ millones/clausula/kilos
        apunto/punto/cerca de ser/convertirse/hacerse oficial?/jugador?/anunciado?
        dira/diran adios
        encamina/encaminan/encarrilan/allana su/la/el? marcha/salida/llegada/fichaje
        mas cerca que nunca
        cada vez mas cerca
        con la? mente/cabeza? puesta en? firmar
    """,
    Stage.BID: """
        llega/llegan/sube/suben a/hasta los? _? millones
        responde/responden que no
        pone/ponen/puso/pondra/pondria _ _? sobre la mesa
        millones sobre la mesa
        lanza/lanzo una? ofensiva/propuesta
        oferta/ofertas/propuesta
        ofrece/ofrecen/ofrecio/ofrecera
        presenta/presento/presentan/envia/envio/prepara/preparan/rechaza/rechazo una/la/su? oferta
        puja/pujan por
        rechaza/rechazo/rechazan la/una/su? primera/segunda/tercera/nueva? oferta
        mejora/mejoro/sube su/la? oferta/puja
        ultima una? oferta
        oferta oficial/formal
        contraoferta/contraofertas
        oferto/ofrecer/ofrecera/ofrecio/ofreceria/ofertara/ofertar _? millones
        ofrecer/ofrecera/ofrecio/ofreceria/oferto
        medita/prepara/estudia/planea una? ofrecer/oferta/ofertar
        lanza/lanzan/lanzo su? primera/segunda/tercera? oferta
        puja por
        puja/pujas
        propuesta/propuestas
        oferta/ofertas
        pone/ponen _? millones/meur por
        oferta/ofertas/propuesta _? oficial/formal
        llega/llegan/envia/envian/manda/recibe/recibio/recibido/tiene una? oferta/propuesta
            de/del/por?
        pone/puso/ofrece/ofrecen/ofreceran kilos/millones por
    """,
    Stage.TALKS: """
        lejos/distantes/alejados de/del un? acuerdo/entendimiento
        si habla/hablan/negocia/negocian con
        habla/hablan/hablo con el
        acercan/acerca/acercaron posturas
        escucha/escucharia/escuchara ofertas/la/propuestas
        tratar su? traspaso/fichaje/salida
        negocia/negocian/negociando/negocio/negociar/negociara con/por/el?
        negociacion/negociaciones/conversaciones/contactos
        en negociaciones/conversaciones/contacto
        conversa/conversan con
        reunion/reunido/reunira con
        se reune/reunio/reunira con
        habla/hablan/hablado con el/su entorno/agente/representante/padre
        avanza/avanzan/acelera/aceleran por/en/la/el/las
        pregunta/preguntan/pregunto por/al
        pide/pidio/piden _? millones
        pide/piden la cesion
        reunion/reuniones entre/con/por
        tira y afloja
        llama al
        aprieta/aprietan por
        distancia entre
        pregunta/preguntan/pregunto
        primer/nuevo/segundo contacto
        contacto por/con
        aborda/abordara/abordan/abordaran su? futuro
        tasa/tasan/valora/pone/ponen en/precio a?
        exige/exigen
        trabaja/trabajan/trabajando/trabajara en/por/para?
        recta final
        cumbre
        intercambio/trueque
        regatea/regatean
        avanzado/avanzada/avanzadas
        reunion/reuniones
        acercamiento
        paso al frente por
        dinero mas jugador/jugadores/un/dos
        da/dan/dio un? paso adelante/mas por/en
        activa/activan/activo la? operacion/via/fichaje
        alejados/separan/separados/distancia/diferencias en el? precio?
        solo el? precio separa
        pide/piden/pidio/solicita/solicitan/solicito precio/cesion/jugadores/informacion la?
            por/sobre?
        reunido/reunidos/reune/sentado/sentados con
        representante/agente/padre/entorno/hermano en/viaja/viajo/llega/reunido/habla/hablara
            las?/con/a/al? oficinas?
        encuentro entre/con/para
        fija/fijan/fijo/marca/marcan el? precio
        no baja/bajan/bajara de _? millones
        sin/no acuerdo/hay todavia/aun acuerdo?
        operacion/negociacion/fichaje/traspaso se?
            complica/atasca/encalla/alarga/avanza/acelera/estanca/desencalla/desbloquea
        complica/atasca/encalla/estanca la/el/su? operacion/negociacion/fichaje/traspaso
        semana/dia/reunion clave/decisiva por/para
        acerca/acercan/acercaron posturas
    """,
    Stage.INTEREST: """
        repatriar
        incorporar/reclutar/fichar a
        en mente/carpeta/cartera
        le sigue la pista
        gustaria/encantaria/encajaria/agrada/agradaria a/al/en?
        pretendido/seguido/vigilado/observado/tentado por
        se fija/fijan/fijo en
        en el punto de mira
        no pierde de vista
        ficharia/ficharian
        quiere/quieren fichar/a/al/volver/regresar/traer?
        interesa/interesan/interesado/interesados/interes
        sigue/siguen muy? de cerca
        en la/el orbita/agenda/radar/lista/punto
        agenda/radar
        objetivo del?
        suena para
        pretende/pretenden/pretendido/busca/buscan/sondea/sondean/desea/estudia/estudian
        fichar a/al/por
        fichar
        podria/podrian fichar/volver/regresar/salir/llegar/jugar/ser
        posible fichaje/regreso/salida/vuelta
        regreso/vuelta/retorno al/a/del/de/con
        vuelve/volver/volveria/regresar/regresa/regresaria a/al/con
        ultimo baile
        un ultimo baile
        rumores de? fichaje/fichajes?
        vinculan/vincula/relacionan/relaciona con/al
        apunta/apuntan a/al
        convencer a/al
        que vuelva/regrese
        gusta/gustan mucho? a/en/al?
        le gusta
        sigue/siguen a
        piensa/piensan en
        va/van a por
        lanza/lanzan a? por
        suena/suenan con? fuerza? para?
        pide/pidio salir
        se deja querer
        buenos ojos
        posible llegada/fichaje
        ofrecido/ofrecida a/al
        vigila/vigilan
        pelea/pelean con/por
        relacionan
        ojos en
        dispuesto a vender
        se mete en
        vinculan/vincula con?
        candidato/candidatos a/para
        recambio/relevo/sustituto perfecto/ideal/de/para/del?
        fichaje/refuerzo ideal/perfecto/sonado
        aparece/aparecen/entra/entran/irrumpe en escena
        tras los pasos de/del
        se? plantea/plantean/medita/planea un/el? fichar/fichaje
        toma/cobra/gana fuerza
        insiste/insisten/insistira en
        pedido/peticion expresa? de/del
        no se olvida/olvidan de
        no renuncia/renuncian a
        via de escape
        pagara/pagaria por?
        podria/podrian salir/irse/marcharse/ir cedido
        pide/pidio/pedira/quiere/insinua/confirma/desea que? quiere?
            abandonar/dejar/marcharse/irse/salir
        se declara en rebeldia
        interes en/por/de/del
        interes
        pretendiente/pretendientes
        punto de? mira
        coloca/colocan/situa/situan a/al/en
        insiste/insisten/insistira en/por? fichaje
        insiste/insisten
        no olvida/olvidan
        tantea/tantean/anhela/ansia/codicia/seduce/tienta
        se suma/cuela/apunta/mete a/en la? puja/carrera/pugna
        prioridad/favorito para/del?
        podria/podrian llegar/salir/jugar cedido
        abre/abren/abrio la? puerta
        transferible/escaparate
        plan b
        enamora/enamorado/enamorados
        alternativa/alternativas a
        reforzar/refuerza
        entra/entran/suma/suman en? la? puja/carrera/pugna/lucha/pelea
        tambien puja/pujan por
        rival/rivales en la? puja/carrera
        prefiere/prefieren al/a/ir/jugar
        retoma/retoman la/una/su? opcion/interes/via/fichaje
        va/van por
        mejor colocado/situado por/para
        interponerse/entrometerse
        tiende/tienden la mano
        facil/dificil que llegue/venga/fiche
        pone/ponen en? duda su? continuidad
        rebeldia
        deseo de salir/marcharse/irse
        valora/medita/contempla/sopesa su? salida/marcha
        asalto por/a
        prepara/preparan el/su? asalto/fichaje/ofensiva
        para reclutar/reemplazar
        a tiro de/del
        preparandose/prepara para irse/marcharse
        vuelve/vuelven/volvera a? insistir/intentarlo
        con un? ojo en
        candidato/candidatos a? ocupar
        medita/meditan irse/marcharse/salir
        ultimo cartucho
        maneja/manejan alternativa/alternativas/opcion/opciones
        encabeza/lidera/entra/aparece en? la? lista/agenda/quinielas/terna
        baraja/barajan/contempla/contemplan/maneja/manejan/valora/valoran/explora/exploran/sopesa/sopesan
            el/la/su? nombre/llegada/opcion/fichaje/posibilidad/cesion/venta
        rastrea/rastrean/peina/otea el mercado
        prioriza/priorizan
        deseado/anhelado/codiciado/cortejado/pretendido/querido/seguido/solicitado por/en
        novio/novia/novias/novios
        pie y? medio? fuera
        maleta/maletas preparada/hecha/preparadas/hechas
        fuerza/forzar/forzara su/la? salida/marcha
        se ve/veria/siente fuera
        escucharia/escuchara al
        deja/dejan/dejo abierta/entreabierta la puerta/su
        abre/abren/abrio la? puerta a/al
        seria/encantaria/gustaria un/me? honor/sueno/jugar/volver en/jugar/al?
        podria/podrian acabar/recalar/cambiar/aterrizar/dejar/abandonar/vestir/convertirse en/de/el?
        a la venta
        en venta
        teme/temen la/perder marcha/salida/fuga/a?
        amenaza/amenazan con/la llevarse/fichar
        viejo/antiguo/gran anhelo/deseo/objetivo/sueno/conocido/pretendiente
        posible destino/salida/relevo/recambio/cesion
        busca/buscan/buscara salida/equipo/acomodo/destino/relevo/recambio
        tiene/tienen mercado/pretendientes/novia/ofertas/cartel
        cambiar de aires
        quiere/quieren/busca/desea irse/desprenderse/repescar/pescar/triunfar/llevarse
        suspira/suspiran/bebe los? vientos? por
        se fija/fijan/interesa/interesan/enamora en/por/de
        suma/gana puntos/enteros/fuerza
        interesado/interesados en/por
        apuesta/apuestan por? _? fichaje/para
        opcion/opciones para/de/que
    """,
    Stage.STAYS: """
        amplia/amplio/prolonga/prolongo/extiende su contrato/vinculo
        mejora de contrato
        hasta que acabe contrato
        renueva/renovo/renovar/renovara/renovacion/renovado/renuevan
        amplia/ampliado/extiende/extension su/del/de? contrato
        nuevo contrato con/hasta
        se queda/quedara
        seguira/sigue/continuara/continua/permanecera en/siendo
        no se va/ira/mueve/marcha
        no saldra/sale
        quedarse en
        me quedo
        seguir/continuar en
        blinda/blindan a
        cumplira su contrato
        apuesta por? seguir
        decide/decidio/decidido/decide/quiere quedarse/seguir/continuar
        lo? seguira siendo
        seguira/continuara
        quedarse
        feliz/contento/comodo en
        blindar/blindara a/con?
        no se movera/ira
        amplia/amplio su/la vinculacion/contrato/relacion
        firma/firmo/firmara la/su renovacion/nuevo/ampliacion contrato?
        contrato de por vida
        no me voy/ire/muevo
        no quiero/quiere/piensa/pienso irme/salir/irse/marcharme/marcharse del?
        quiero/quiere/prefiere/deseo/desea/quieren
            quedarme/quedarse/seguir/continuar/triunfar/permanecer/cumplir
        mi/su futuro/intencion/idea/deseo/prioridad esta/es/pasa en/seguir/por?
        es/soy/esta/estoy muy? feliz/contento/comodo aqui/en
        jura/juro fidelidad/amor
        comprometido con
        retiene/retienen/mantiene a/al
        confia/confian/cuenta/cuentan en/con el?
        oficial renueva/renovacion/renovado/renovo
        a punto/cerca/camino/listo/listos/cercana de/para? renovar/renovacion/ampliar
        acuerdo/negocia/negocian/ultima/ultiman/encarrila total?/para/de/por/su/la?
            renovar/renovacion/ampliar
        cumplira/cumplire/cumplir su/mi? contrato
        jugador franquicia/intocable
        ponen/pone fin a los? rumores
    """,
    Stage.DENIED: """
        no se va/vende/negocia/mueve
        no existe/hay nada
        rotundo no
        puertas cerradas
        desmiente cualquier/todo contacto/interes
        no hemos/han/ha hablado/negociado/contactado
        ni/sin contacto/oferta
        da/dio calabazas
        nunca ha/han/hubo
        no esta en venta
        descarta/descartan/descarto/descartado/desmiente/desmienten/desmintio/niega/niegan/nego
        no hay contacto/contactos/negociaciones/interes/oferta/acuerdo/nada
        no fichara/ficha/llegara/vendra/volvera/regresara/interesa/negocia/quiere
        no es cierto/verdad
        rechaza/rechazo/rechazar fichar/jugar/ir/irse/volver/al/la/marcharse?
        es falso
        falso
        enfria/enfrian
        dice/dijo no/que no
        no vende/venden/cedera/cede/dejara/negociara
        intransferible
        cierra/cierran la puerta
        no ira
        se niega
        es mentira
        se aleja/alejan
        no he/hemos/ha/han hablado/recibido/tenido
        se distancia/desvincula de/del
        pierde el? ultimo? tren
        portazo a/al/del/de
        no entra/cuenta en/para
        su no al/a
        no hay ninguna/nada/ningun oferta/interes/contacto
        no se? plantea/contempla/planea
        ni se plantea
        desestima/desestiman
        lejos del/de
        cuenta/cuentan con
        no entra en planes
        no tiene sitio en
        no piensa salir/irse/marcharse/vender
        no quiere salir/irse/marcharse/vender
        no contempla su? salida/venta
        cierra/cerro/cierran la? puerta
        no
            pujara/pujaran/ira/iran/pagara/preguntado/ofrecido/convence/facilitara/facilita/contempla/necesita/negociara
            por/la/nada/al/a?
        no ha/han preguntado/ofrecido/hecho/habido/recibido/pedido
        imposible/dificil/inviable/utopico para el
        ve/ven/veo imposible/dificil/complicado
        se? cierra/cierran en banda
        se? remite/remiten/remitio a la clausula
        responde/respondio/dice/dijo/da/dio con? un no rotundo/al?
        no se toca/vende/mueve/negocia/discute
        veta/vetan/veto/frena/frenan/bloquea/bloquean/impide/impiden la/su?
            salida/marcha/venta/fichaje
        dice/dijo/diria no a/al
        no me/le/nos ha/han llamado
        nunca he/hemos/ha/hablado hablado/negociado/con
        no hablamos/hablaremos de
        no esta/estan/es en/para nuestros/los/vender/mis? planes
        da/dan/dio calabazas
        innegociable/intocable/invendible
        echa/echan el? cerrojo
        no quiere/quieren a/vender/saber/oir/dejar nada/hablar/salir?
        rumores/informaciones falsos/falsas/desmentidos
    """,
    Stage.WITHDRAWN: """
        se enfria/enfrio
        no quiere seguir negociando
        mira/miran a otro lado
        busca/buscan otras opciones/alternativas
        da/dan/dio marcha atras
        se planta/plantan/planto
        pasa/pasan pagina
        se descuelga/desmarca/borra de
        descartado/aparcado el? fichaje
        se cae/cayo/rompe/rompio/frena/retira/retiro
        negociaciones/conversaciones/acuerdo rotas/roto/rotos/paradas
        fichaje caido/frustrado/roto
        se baja/bajo/retira de la? puja
        ya no interesa/quiere/negocia
        operacion rota/caida/frustrada
        renuncia/renuncian a
        abandona/abandonan la operacion
        frustrado/rotas/rota
        se olvida/olvidan
        retira/retiro la oferta
        desiste/desisten
        se? baja/bajan/bajo/retira/retiran/apea/descarta de/por la/el? operacion/puja/carrera?
        aparca/aparcan/aparco/paraliza/paralizan el/la? fichaje/operacion/negociacion
        pierde/pierden/perdio a/al
        tira/tiran/tiro/arroja la toalla
        fichaje/operacion/traspaso/acuerdo se? tuerce/aleja/enfria/cae/rompe/frustra
        adios al? fichaje
        fichaje/operacion cancelado/cancelada/descartado/descartada
        no pasa/supera/paso/supero el/la/los? revision/reconocimiento/pruebas
        deja/dejan/dejo plantado/plantados
    """,
    Tone.HEDGE: """
        podria/podrian/posible/posiblemente/supuestamente/presuntamente/quizas/quiza/seria/habria/tendria/parece/rumor/rumores/estaria
        ojala/suena
    """,
    Tone.NOT: "no/ni/nunca/jamas/sin/tampoco",
    Tone.YET: """
        falta/faltan la/solo/firma/firmar
        pendiente/pendientes de
        aun/todavia no
        no _? _? aun/todavia
        a falta de
        falta el/la/que
        a la espera de
    """,
    Tone.SOON: "sera/seran/va/van/vaya/puede/pueden/espera/esperan/podria/podrian",
    Tone.TRAP: """
        de acuerdo con el/la/los/las?
            diario/periodico/medio/medios/prensa/web/portal/periodista/fuentes/informacion/informaciones
        no oficial
        cuenta/pagina/sitio/web/comunicado/once/horario/alineacion oficial
        balon/camiseta/partido oficial
        oficial de
        a la vuelta
        vuelta de octavos/cuartos/semifinales
        partido de vuelta
        ida y vuelta
        rechazo en/el invierno/enero/verano
        vuelve a los? entrenamientos/entrenar/marcar/ganar/jugar/lesionarse
        sigue en? vivo/directo
        ficha tecnica
        se va al descanso/vestuario/banquillo
        cerca del? area/gol
        la/su/una/en/mi/de/por ultima
        ultima hora/oferta/maniobra/jugada/palabra/bala/opcion/temporada/vez/jornada
        debe/debera/tendra/tiene que? pagar
        sin acuerdo
        cumbre/reunion/debut inminente
        presenta/presentan/presento su/la/nueva nueva? camiseta/equipacion/libro/denuncia
        cuenta/cuenta/pie atras/de
        se va del? partido/campo/lesionado
        antes de volver
        sin aclarar/decidir/confirmar
        lista/convocatoria de convocados
        cambia/cambian de camiseta/look
    """,
    Tone.PER: "segun/informa/informan/adelanta/via",
}
