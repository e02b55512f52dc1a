"""How Portuguese speaks of transfers; `tone` says how phrases are written."""

from __future__ import annotations

from typing import Final

from monitor.domain.cues.tone import Table, Tone
from monitor.domain.stage import Stage

PORTUGUESE: Final[Table] = {
    Stage.DONE: """
        nome/publicado/publicada/registrado/regularizado no bid
        contratacao/transferencia/chegada/negocio de/do/da/para? foi
            confirmada/confirmado/oficializada/oficializado/anunciada
        e oficial
        negocio/acordo fechado/concluido/selado/feito
        contratacao/transferencia fechada/concluida/confirmada/oficializada
        assina/assinou com/pelo/pela/por
        assinou contrato
        anuncia/anunciou/confirma/confirmou/oficializa/oficializou/apresenta
            a? contratacao/chegada/reforco/transferencia
        novo jogador/reforco do/da
        ja e jogador do/da
        bem vindo ao/a
        reforca/reforcou o/a
        emprestado ao/a
        contrata/contratou
        empresta/emprestou
        chega/chegou ao/a por?
        oficial
        foi apresentado
        e do/da _ agora?
        e o? novo? reforco
        apresentado/apresenta no/na?
        confirma/confirmou
        oficializa/oficializou
        vende/vendeu/vendem
        empresta/emprestou
        troca/trocou _ pelo/pela
        ruma/rumou ao
        regressa/regressou ao
        despede se
        bem vindo
        e jogador do
        assina/assinou pelo/com/ate
        chega/chegou ao/a
        chegou/chega _? para ser/reforcar
        primeira/primeiras imagem/imagens/foto/fotos/palavras de/da/do/com/no/na?
        com a? camisola do/da
        tempo/dia/hora da apresentacao
        apresentacao do/da/oficial
        apresenta/apresentou se no/na/ao/em
        esta de? regresso/volta ao/a
        anuncia/anunciou/confirma/confirmou/oficializa/oficializou a?
            venda/saida/cedencia/emprestimo/transferencia de/do/da
        troca/trocou _? _? por/pelo/pela
        feliz por estar/chegar/assinar
        salto para
        a? titulo definitivo
        por emprestimo do/da/de
        ultimo reforco
        ja jogador/reforco do/da
        ja treina/treinou
        contratado por/pelo/pela
        volta/voltou a? emprestar/contratar
        anuncia/anunciou/marca/marcou apresentacao
        vendido/emprestado/cedido ao/a
        transfere se para
        muda/mudou se para
        sai/saiu/segue/parte para o/a
        esta de? regresso
        diz/disse adeus
        acerta/acertou a? ida
        oficializado/oficializada no/na/em/como
        recebido/recebida em festa
        troca/trocou de clube
        ja? posa com
        divulga/divulgou valores da/do? transferencia/venda/negocio
        a? minha/sua vinda
        anuncia/anunciou/comprou/resgata/resgatou
        recebe/recebeu por emprestimo
        reforca/reforcou/reforcam se/ataque/defesa/plantel/elenco com?
        da/deu/dao as? boas vindas
        comunica/comunicou/confirma/confirmou venda/transferencia/saida/cedencia de/a/da/do?
        encaixa/encaixou/rende/rendeu milhoes
        anunciado/apresentado/oficializado/confirmado/recebido/regressado no/na/em/como/por/pelo/ao
        na apresentacao
        muito? feliz/orgulhoso/contente/honrado por/em/de representar/estar/chegar/assinar/vestir
        sonho tornado/realizado realidade?
        explica/explicou/justifica/justificou por/a/porque? que?/razao?
            escolha/escolheu/saida/mudanca/trocou/decisao
        passo em frente
        ja trabalha/treina/veste no/na/em/a/as/ao
        primeiro/primeiros/primeira/primeiras treino/treinos/dia/dias/palavra/palavras/imagens
            no/na/do/como/em/com
        chega/chegou/sai/saiu/ruma/rumou/parte/partiu/regressa/regressou por emprestimo
        chega/chegou/sai/saiu a custo zero
        rumou/ruma a/ao/para
        junta/juntou se a/ao
        regressa/regressou/volta/voltou a casa
        deixa/deixou o/os
        deixa/deixou apos/para
        agradece/agradeceu na? hora/despedida da/do/na? despedida/adeus
        adeus ao?
        ate sempre
        vendido/cedido/emprestado/contratado/negociado por/com milhoes?
        e? o? mais recente reforco/contratacao
        mais um/uma? reforco
        contratacao mais cara
        valores da transferencia
        hora do/da adeus/despedida
        compra/comprou/adquire/adquiriu/contratam
        reforco oficial/confirmado/garantido/para
        despede/despediu/despedida se?/de/emocionada/dos/do
        carta/mensagem/palavras de despedida
        cede/cedeu a/ao
        vendeu
        segue/seguiu/parte/partiu/muda/mudou/mudanca para o/a
    """,
    Stage.MEDICAL: """
        exame/exames medico/medicos
        realiza/realizou/faz/fez/fazendo/passou exames/testes medicos?
        realiza/realizou exames
        em exames
        passa/passou nos? exames
        ja? fez exames medicos?
    """,
    Stage.AGREEMENT: """
        quase here we go
        da/deu/dara o? sim ao/a
        tem/tinha/ha acordo verbal
        chega a custo zero em
        anuncio deve sair
        exames na/no/em/amanha segunda/terca/quarta/quinta/sexta/sabado/domingo?
        exames marcados/agendados
        tem/tinha tudo? fechado/acertado/encaminhado
        tudo certo/acertado/fechado/encaminhado entre/com/para/por?
        deu/da/disse o? sim
        aperto de maos
        acordo total/verbal/fechado?/iminente/completo/alcancado/encaminhado
        principio de acordo
        chega/chegam/chegou/chegaram a acordo/um
        chegou a um acordo
        ha acordo
        tem acordo
        acordado/acertado
        acerta/acertam venda/compra/saida/com
        muito? perto de
        perto de assinar/fechar/acertar/oficializar/contratar/reforcar/regressar/ser
        prestes a assinar/fechar/anunciar/ser
        iminente
        vai assinar/reforcar/jogar
        exame/exames medico/medicos amanha/marcado/marcados/agendado/agendados/segunda/terca
        vai/fara/ira fazer? exames medicos?
        bate/bateu/paga/pagou a? clausula
        negocio/transferencia encaminhado/encaminhada/iminente
        antes dos exames medicos
        disse sim ao/a
        muito? perto do/da/de
        a um passo do/da/de
        a caminho do/da/de
        acordo entre/com/por
        chega/chegou a acordo
        aceita/aceitou a? proposta
        diz/disse sim a/ao
        vai ser
        sera reforco/jogador
        viaja para assinar
        so falta
        esperado no
        fecha/fechou
        encaminha/encaminhou
        bate/bateu a? clausula
        exames medicos amanha
        chegou/chega/viajou/viaja/aterrou/esta ao/a/no/na? _? para assinar
        mais? muito? cada? vez? mais? proximo/perto do/da/de
        deve/devem/devera fechar/assinar/voltar/regressar/rumar/reforcar/ser/ir/jogar
            com/pelo/ao/no/a?
        quase fechado/fechada/certo/certa/garantido/feito/oficial/concluido
        acaba/acabara por assinar/fechar/reforcar
        nao foge ao/a?
        garantido no/na/em
        vai/vao buscar/contratar/pagar/receber
        contratara/reforcara/assinara
        acordo a? vista
        acordo anunciado/confirmado
        anuncia/anunciou/anunciam principio? de? acordo
        a? caminho do/da/de/dos
        rumo ao/a
        fecha/fechou com
        fechar/fecham/fecharam com
        para assinar contrato
        acerta/acertou com/a? venda/compra/emprestimo/contratacao/saida/regresso?
        em vias de
        por horas/detalhes
        certo/garantido/assegurado no/na/em
        assegura/assegurou
        tudo certo/acertado/pronto/fechado
        esta a chegar
        havera acordo
        alinhavado/alinhavada/apalavrado/apalavrada
        solucao a? vista
        ja? fechado no/na/com
        a horas/dias de/do/da assinar?
        a? chegar ao/a
        bem encaminhado/encaminhada para/com/ao?
        praticamente fechado/certo/garantido/acertado/confirmado/reforco
        quase no/na/em
        com um/e? pe/meio e? meio? no/na
        prestes/pronto/perto/proximo a/de/para
            rumar/ser/anunciar/assinar/fechar/confirmar/reforcar/viajar
        vai/vao/ira para/anunciar/contratar/receber/apresentar/comprar/reforcar o?/a?
        vai/deve/devera ser
            emprestado/apresentado/anunciado/vendido/oficializado/contratado/reforco/cedido
        sera/serao
            anunciado/emprestado/apresentado/vendido/oficializado/contratado/cedido/confirmado
        assina/anunciado/anuncia/oficializado/apresentado/chega
            nas?/amanha/hoje/segunda/terca/quarta/quinta/sexta proximas? horas?
        escolhe/escolheu o
        da/deu luz verde a/ao
        autorizado/autoriza/liberta/libertado/liberado a/para viajar/assinar/exames/negociar
        saida/venda/transferencia/emprestimo/contratacao
            acertado/acertada/acordado/acordada/encaminhada/encaminhado/iminente
        falta/faltam so/apenas/o/a? anuncio/assinar/assinatura/oficializar/exames/detalhes
        acorda/acordou/acordam com/a/o
        finaliza/finalizam/ultima/ultimam/afina/conclui/fecha/fecham/acelera
            contratacao/transferencia/detalhes/negocio/pormenores/emprestimo
        a fechar/ultimar/finalizar
        aciona/acionou/acciona/ativa/activa/ativou/vai/acionar pagar? a? clausula/opcao
        vence/venceu/ganha/ganhou/bate a? corrida/concorrencia por/pelo
        espera/esperado/aguarda/aguardado por?/_? para/em/no/na exames/assinar/lisboa/londres
        aceita/aceitou/aceitam vender/venda/proposta/oferta/valores/termos/emprestar
        ja tem/ha acordo/tudo/entendimento
        acordo alcancado/selado/total/verbal/fechado/existente/pronto
        chega/chegam/chegaram/chegou a? um? acordo/entendimento
        e so? questao/questoes de horas/dias/tempo/detalhes
        questao de horas/dias/tempo
    """,
    Stage.BID: """
        oferece/ofereceu _? milhoes
        lance/investida de
        poe/pos/coloca/colocou _ _? na mesa
        milhoes na mesa
        nova/primeira/segunda investida/oferta
        proposta/propostas/oferta/ofertas
        oferece/oferecem/ofereceu
        apresenta/apresentou/enviou/envia/prepara/recusa/recusou/rejeita/rejeitou
            uma/a? proposta/oferta
        recusa/recusou/rejeita a? proposta
        aumenta/melhora a? proposta
        sobe/subiu/sobem a? parada
        contraproposta
        melhora/melhorou/melhoram a? proposta/oferta
        investida/investidas
        oferece/ofereceu/oferecem
        em cima da mesa
        da/deu/dao/dispara/oferta milhoes por/pelo
        recebe/recebeu/tem/teve/analisa/analisou/ouve/estuda uma? proposta/oferta/propostas/ofertas
        recusou/rejeitou/recusa/rejeita primeira/segunda/nova/uma/a? proposta/oferta
    """,
    Stage.TALKS: """
        longe/distante/distantes de/do/da/dum um? acordo/entendimento
        sim fala/falam/negoceia/negocia com
        aproximam/aproxima posicoes
        negocio/negociacao avanca/avancam
        reune/reuniram se
        negocia/negociam/negociando/negociou/negociar com/por/a/o?
        negociacao/negociacoes/conversas/contactos/contatos
        em negociacoes/conversas/contacto/contato
        reuniu/reune/reuniao com
        conversa/conversam com
        avanca/avancam/acelera/aceleram por
        avanca/avancou por/para
        em conversas/conversacoes
        negoceia/negoceiam
        reunido/reuniao com/para
        pergunta/perguntou por?
        pede/pediu _? milhoes
        pede _ emprestado
        bate/bateu a/na porta
        tenta emprestimo
        bate na porta
        tenta/tentam/procura/procuram acordo
        reuniao marcada
        contactou/contatou/contactaram/contatar
        exige/exigem/exigido
        formaliza/formalizou/formalizaram
        abordagem por/a
        negociado para/com
        conversar com
        pre contrato com
        quanto tem de pagar
        faz/fez/fazem esforco/forca por
        reta final
        ultimato
        pressiona/pressionam por/para
        estamos? a? negociar com/por?
        conversou/falou com
        pede/pedem/pediu _? _? de volta
        preso pelo/por pagamento/detalhes/valores
        a? espera de/do acordo
        pede/pediu/pedem/tenta/tentou/tentam/negoceia/solicita/quer o?/a? emprestimo/cedencia
            de?/do?
        discute/discutem/debatem/acertam valores/verbas/preco/detalhes de?
        reuniu/reuniram/reune/reunem/encontro/encontra/encontrou se? com/para
        contacta/contactam/contata/contatou
        esbarra/esbarrou/trava/emperra/emperrou/empanca em/no/na/nos
        trabalha/trabalham na/para/em
        forca/forcam contratacao/compra/negocio
        fixa/fixou/define/definiu/estipula/estabelece/marca/marcou/baixa/baixou o? preco/valor
        reuniao por/decisiva/em/com/entre
        dirigente/dirigentes/representante/representantes/empresario/agente/pai/emissario/advogado
            em/viaja/viajou/viajam/reunido/reune/negoceia/no/na
        valores/milhoes/verbas separam/afastam/distanciam
        negocio/negociacao/negociacoes/transferencia/acordo
            complicado/complicada/dificil/impasse/avanca/avancam/continuam/decorrem/encravado/bloqueado/em
            impasse?
        falta/sem/nao/ainda ha? acordo
        tentado/aliciado/seduzido com/por
        exige/exigem/pede/pedem/quer/querem milhoes/fortuna
        moeda/moedas de troca
    """,
    Stage.INTEREST: """
        quer repatriar
        mira/miram
        tem interesse em
        aparece/surge como alvo/opcao
        seguido/observado/monitorado/pretendido/cobicado por/pelo/pela
        na lista/orbita/pauta do/da/de?
        interessa/agrada/agradaria/interessaria ao/a
        ve/veem com bons
        quer/querem contratar/o/a/levar/trazer/voltar/regressar?
        interesse/interessado/interessados/interessada
        na mira do/da/de
        de olho em
        alvo do/da/de
        no radar/agenda
        sonda/sondou/sondam/monitora/deseja/pretende/estuda/cobica
        pode/poderia/podera ir/assinar/voltar/regressar/trazer/ser/reforcar/deixar
        apontado/associado/ligado ao/a
        volta/regresso/retorno ao/a/do/de
        voltar/regressar ao/a/para
        ultima danca
        na corrida por
        chamar por
        lanca/lancam se por
        entra/entrou/esta na mira
        objetivo/objectivo do
        contratar
        insiste em/no/na
        de olho em/no
        atento a/ao
        sonha/sonham com
        oferecido ao/a
        agrada ao
        bons olhos
        admite vender
        pode/podera avancar/reforcar
        pede/pediu para sair
        volta/voltou a? carga
        insiste/insistem em/no/na
        intromete/lanca se
        entra/entrou na mira
        para o lugar de
        quer/querem sair/contratar/levar
        ainda? nao desiste/desistiu/desistem de
        nao esquece/larga/perde de? vista?
        em cima de/do/da
        aponta/apontam/apontou/associa/associam/liga/ligam ao/a
        um? dos? alvo/alvos de/do/da
        nas? cogitacoes do/da?
        lista de desejos/compras/alvos
        desejado/pretendido/cobicado pelo/pela/por
        vai/quer? pedir/pede/pediu/pedem para sair/deixar
        e? prioridade em/para/no/do?
        quer/querem roubar/desviar/buscar/resgatar
        tentara/tenta/tentar contratar/contratacao
        noticia de mercado
        com mercado em
        volta/voltam/voltou a? apontar
        disponivel/disponiveis para negociar
        formalizou interesse
        assume/assumiu propostas/interesse
        prepara se para
        na luta/disputa por/pelo/pela
        pisca/piscam o? olho
        namora/namoram
        equaciona/equacionam/pondera/ponderam
        abre/abrem/abriu a? porta a/de/saida/para
        hipotese/opcao/possibilidade para/de/do
        em carteira/equacao
        cobica/cobicado
        vontade de sair
        nao fecha a? porta de/a saida?
        ligado/apontado ao?
        chama/chamam por
        suspira/suspiram por
        pressao alta para/por
        para agarrar/resgatar/convencer
        entra/entram/entrou em cena
        rota de colisao
        lanca/lancou duvidas
        preparar/prepara mudanca para
        de saida do/da
        condicao/condicoes para ficar no/na/em
        novo/novos pretendente/pretendentes
        ja? sabe preco de/do
        topo/cabeca da/das lista/preferencias
        em alta no/na/em
        desejado/referenciado/sondado/cobicado/assediado/observado/seguido/pretendido/apreciado/querido
            no/na/em/por/pelo/pela
        desperta/despertou/suscita/gera atencoes/interesse/cobica
        e? o? preferido/eleito/escolhido/favorito/desejado/alvo/opcao/hipotese/plano/prioridade
            do/da/para/b/no/em
        nos/fora? planos/plano do/da/de
        porta/portas de saida
        malas feitas/prontas/aviadas
        tem/com mercado/pretendentes/interessados
        pode/podera/poderia sair/rumar/trocar/deixar/partir/mudar/seguir/acabar/ser para?
        forca/pressiona/exige/quer/pede/admite/estuda saida/sair/jogar/transferencia/mudanca
        abre/abriu/deixa/escancara a? porta/portas aberta? a/ao/para?
        gostava/gostaria/adorava/sonha/honra de/em/com? jogar/regressar/voltar/representar
        procura/procuram novo/colocacao/clube/substituto/alternativa/reforco
        observa/observam/acompanha/acompanham/vigia/vigiam/segue/seguem
        planeia/planeja/prepara/preparam/lanca/ensaia ataque/assalto/ofensiva/investida
        ataca/atacam/aponta/apontam/vira/olha/olham baterias/se/para a/ao/para?
        encantado/encantados com
        tenta/tentam/tentou convencer/contratar/levar/seduzir/atrair/resgatar
        disputa/disputam/luta/lutam/duelo/corrida/batalha/guerra por/pelo/pela/com/entre
        ameaca/ameacam levar/roubar/contratar
        disposto/dispostos/disponivel/disponiveis a/para vender/negociar/ouvir/ceder/emprestar/sair
        coloca/colocou/poe/pos no/a/em mercado/venda
        teme/temem/receia perder/perda/saida/ataque
        aconselha/aconselhou/recomenda/recomendou/pede/pediu a?/ao? contratacao
        ouve/escuta propostas/ofertas
        quer/querem/pretende/deseja
            levar/roubar/reforco/reforcar/comprar/resgatar/repatriar/tirar/contar
        mercado da? saida
        na/em rota do/da/de/colisao
        confirma/admite/assume/mantem/manifesta/mostra o? interesse em/no/na/por
        pode/podera/poderia voltar/regressar/chegar
    """,
    Stage.STAYS: """
        renova/renovou/renovar/renovacao/renovado/renovara
        prolonga/prolongou/estende/estendeu/extensao o/de/do? contrato
        novo contrato com/ate
        fica no/na/em
        vai ficar
        continua/continuara/permanece/permanecera no/na/em
        nao sai/vai/deixa/sera
        quer ficar
        fica/ficam no/na
        vai cumprir contrato
        renova/renovar/renovou com
        acabou duvida
        vai/deve/quer/espera/prefere/deseja/passa que/por? continuar/ficar/permanecer
        continuara/ficara
        fique/ficar/continuar no/na/em
        blinda/blindar/blindado/blindou
        amarra/amarrado/segura/prende
        ponto final nas? no? duvidas/assunto/novela
        aposta firme
        muito? feliz no/na/em
        ficar/ficara/fica no/na/em
        havera acordo renovacao
        quer/aperta/vai para? renovar
        assina/assinou/acerta/negoceia/propoe/oferece novo/nova/renovacao
            contrato/vinculo/ligacao/com/de?
        novo/nova contrato/vinculo/ligacao
        fica/ficou mais/ate/por/e mais?/um/uma/duas ano/epoca/temporada/anos?
        quero/quer/prefiro/prefere/espera/pretende/decide/decidiu/convencido
            ficar/continuar/permanecer/cumprir a?
        nao quero/quer/penso/pensa/vou/tenciona em? sair/deixar/mudar
        estou/esta/sou/e muito? bem/feliz no/na/em/aqui
        tem/tenho contrato e/ate/para vai/quer? cumprir?
        jura/jurou amor/fidelidade
        mantem/mantera/manteve se no/na/em
        permanece/permanecera/permaneceu
        conta/contam/contamos com
        garante/garantiu/confirma/confirmou que? _? fica/continua/permanece/fico/ficar
        ponto final na/nas/no novela/duvidas/especulacao
        oficial renova/renovou/renovacao
        perto/prestes/proximo/caminho/acordo/vias de/a/para/da/por renovar/renovacao/prolongar
        tenta/quer/negoceia/propoe/propos/acerta/anuncia renovacao/renovar
        assume/assumiu compromisso
        opcao de/e prolongamento/renovacao/mantem
    """,
    Stage.DENIED: """
        nem penso/pensa em sair
        nao ha fumo
        sem qualquer
        nao ha/houve/existe qualquer/nenhuma/nenhum
        qualquer/nenhuma/nenhum conversa/contacto/contato/negociacao/proposta/interesse/acordo
        nao procede
        nao faz/fazem parte dos planos
        nunca houve
        nao esta a/em venda
        nega/negou/negam/desmente/desmentiu/descarta/descartou/descartam/afasta/afastou
        nao ha contacto/contato/contactos/contatos/negociacoes/interesse/proposta/acordo/nada
        nao vai assinar/reforcar/jogar/voltar/regressar/contratar
        nao quer/negocia/interessa/volta/assina
        nao e verdade
        e falso/mentira
        disse nao
        nao avancou/avanca/cede/negoceia
        nem por
        recusa/recusou/rejeita/rejeitou voltar/ir/jogar/sair/assinar/o/a?
        diz/disse nao
        nao vende/liberta/sai/vai
        intransferivel
        nem por
        nao foi/foram oferecido/contactado/contratado
        nao rescinde/rescindiu
        nao teve/tem/recebeu/recebemos/tive nenhum/nenhuma/qualquer?
            proposta/propostas/oferta/ofertas/contacto
        falhada/falhado contratacao/transferencia/negocio
        desmente/desmentiu boatos/rumores/saida
        nega/negou/desmente/desmentiu transferencia/negociacoes/saida/interesse/contactos
        fora de hipotese/questao
        fora dos planos
        por terra
        nao vem/chega/ruma
        trava/travou a? saida/negocio/transferencia
        afastam
        mais longe de/do/da
        espera/esperam que _? _? rejeite/recuse/fique
        riscado/riscou/dispensado por/pelo/pela?
        fecha/fechou/fecham a/as porta/portas
        fecha/fechou/fecham porta/portas
        sem interesse/acordo/propostas em/por?
        fora da/de corrida/questao/hipotese/cogitacao/mercado
        nao abre/abrem mao
        nao
            facilita/facilitam/liberta/libertam/liberou/negoceia/cede/empresta/vende/vendem/deixa/vai/quer/paga/pagam
            a? saida/vender/contratar/pagar/avancar/sair?
        so/apenas liberta/vende/sai/pela/por pela/por? clausula
        bloqueia/bloqueou/trava/travou/impede/impediu/recusa/recusou/veta/vetou/barra a?
            saida/perder/vender/venda/negociar/transferencia/liberar/libertar
        nao esta/e no/para/a mercado/vender/venda/saida
        impossivel para
        afastado/descartado/riscado/recusado/chumbado do/da/de/pelo/pela/por
        diz/disse/diria que? nao a/ao
        nunca falei/falou/houve/recebi/recebeu/contactou/contactei/tive
            com/propostas/contactos/nada?
        recusa/recusou/rejeita/rejeitou sair/ir/jogar/mudar/rumar
        nao vai/sera/quer/pretende/deve para/ser/ir/reforco/ao jogar?/o?
        garante/garantiu/avisa/assegura que? _? nao sai/vende/esta/vai
        leva/levou/ouve/ouviu/recebe/recebeu um? nega/nao
        nega/negou/desmente/desmentiu
            acordo/contactos/proposta/saida/rumores/noticias/contratacao/negocio/venda
    """,
    Stage.WITHDRAWN: """
        desiste/desistem/desistiu
        ja nao vai/quer avancar/contratar
        recua/recuou e
        perde/perdeu forca
        esfria/esfriou
        sai/saiu da disputa/negociacao
        da/deu por? encerrada
        recua/recuou
        volta/voltou atras
        negocio melou/esfriou
        negocio/transferencia/acordo caiu/falhou/gorado/gorada/desfeito
        desiste/desistiu/desistiram de
        sai da corrida
        retira/retirou a? proposta/oferta
        negociacoes encerradas/rompidas/canceladas
        ja nao interessa/quer
        cai/caiu/falha/falhou/abortado
        perde/perdeu _ para
        esquece/esqueceu
        retira/retirou a? proposta
        cai por terra
        cai/caiu a? transferencia/negocio/acordo
        acordo/negocio falha/falhou/falhado/cai/caiu/abortado
        deixa/deixou/deixam cair
        vira/virou a? pagina/pagina
        perdeu/perde/perdem a? corrida/para
        ja nao e/vai/sera/quer/esta/ha
            hipotese/opcao/para/reforco/interessado/contratar/interesse/acordo?
        transferencia/negocio/contratacao/acordo
            falhado/falhada/falhou/caiu/cai/cancelado/cancelada/abortada/desfeito/gorou
        rompe/rompeu/rompem/termina/terminam/terminaram/suspende/suspendeu as?
            negociacoes/conversas/contactos
        chumba/chumbou/reprova/reprovou/falha/falhou nos? exames/testes medicos?
        por terra
        recua/recuou/recuam na/no/em contratacao/negocio/intencao
    """,
    Tone.HEDGE: """
        pode/poderia/podera/podem/possivel/alegadamente/talvez/supostamente/estaria/seria/parece/rumor/rumores/tera/teria
        tomara/oxala
    """,
    Tone.NOT: "nao/nem/nunca/sem",
    Tone.YET: """
        faltando/restando/restam/resta so/apenas/o/a
        so/apenas/faltando apenas? falta/faltam/o/a
        falta/faltam so/apenas/assinatura/detalhes
        falta o? anuncio
        ainda nao
        nao _? _? ainda
        falta/faltam o/a/os/assinar
        a espera de
        espera de acordo
    """,
    Tone.SOON: "vai/vao/sera/serao/deve/devem/devera/pode/podera/prestes",
    Tone.TRAP: """
        de acordo com o/a/os/as?
            jornal/jornais/diario/site/imprensa/portal/jornalista/fontes/informacoes/noticia/canal
        site/conta/perfil/nota/horario/jogo oficial
        volta ao treino/treinos/campo
        jogo da volta
        recusou em/no janeiro/inverno/verao
        novo jogador da semana
        proximo/perto do fim/final/golo/titulo/apuramento
        rejeita/rejeitou/recusa/recusou abordar/comentar/falar
        confirma/confirmou/confirmo que
        reuniao/regresso/estreia iminente
        comunicado oficial
        novos/novo equipamentos/equipamento/camisolas/camisola
        confirma/confirmou/anuncia/anunciou
            particular/castigo/lesao/convocados/jogo/onze/lista/patrocinio/bilhetes
        apresenta/apresentou novos/nova/novo/queixa/camisola/equipamento/contas/livro
        falha/falhou o?/a? jogo/treino/penalti/penalty/mundial/classico/derbi
        falha/falhou o?/a? visita/rececao/viagem/estreia
        fica/ficou no/de/fora banco/fora/bancada
        tribunal/processo/justica
    """,
    Tone.PER: """
        segundo/conforme/informa/avanca/via
        adianta/noticia/noticiou/apurou/escreve
        de acordo com
        conforme apurou
    """,
}
