"""Reportar el avance de una actividad: total acumulado, qué se hizo y con qué evidencia."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.dialogos.campos import CANTIDAD, PORCENTAJE, CampoArchivos, CampoOpcion, campo_texto, con_codigo
from bot.motor.campos import Eleccion, Entorno
from bot.motor.dialogo import Dialogo, Paso
from bot.textos import formato
from bot.textos.idioma import Perezosa, _, _l
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos.reportar import (
    MAXIMO_NARRATIVA,
    DatosAvance,
    RevisionAvance,
    ValorAvance,
    actividades_a_cargo,
    registrar_avance,
    revisar_avance,
)
from dominio.errores import EntradaInvalida
from dominio.modelo.identidad import IdActividad
from dominio.modelo.plan import Renglon
from dominio.reglas.permisos import Permiso
from dominio.valores.porcentaje import CERO, Porcentaje

_ARCHIVOS = CampoArchivos()
_TEXTO = campo_texto(MAXIMO_NARRATIVA)


def _actividades(entorno: Entorno) -> Sequence[Eleccion]:
    datos = entorno.datos
    mias = datos.recordar("actividades", lambda: actividades_a_cargo(datos.contexto))
    if not mias:
        raise EntradaInvalida("sin_actividades")
    return [con_codigo(str(renglon.id), renglon.codigo, renglon.nombre) for renglon in mias]


def _inicial(entorno: Entorno, clave: str = "") -> RevisionAvance:
    """La actividad escogida como está hoy; si ya hay valor, la misma consulta sirve para los dos."""
    numero = IdActividad(int(clave or entorno.respuestas["actividad"]))
    if str(numero) == entorno.respuestas.get("actividad") and (revision := _revision(entorno)) is not None:
        return revision
    cero = ValorAvance(porcentaje=CERO)
    return entorno.datos.recordar(
        ("inicial", numero), lambda: revisar_avance(entorno.datos.contexto, numero, cero)
    )


def _revision(entorno: Entorno) -> RevisionAvance | None:
    """Qué pasaría con el valor respondido; ``None`` mientras no lo haya."""
    valor = _valor(entorno)
    if valor is None or not entorno.respuestas.get("actividad"):
        return None
    numero = IdActividad(int(entorno.respuestas["actividad"]))
    return entorno.datos.recordar(
        ("revision", numero, valor), lambda: revisar_avance(entorno.datos.contexto, numero, valor)
    )


def _valor(entorno: Entorno) -> ValorAvance | None:
    respuestas = entorno.respuestas
    if guardado := respuestas.get("cantidad"):
        leido: Decimal | Porcentaje = CANTIDAD.recuperar(guardado)
        return ValorAvance(leido) if isinstance(leido, Porcentaje) else ValorAvance(None, leido)
    if guardado := respuestas.get("porcentaje"):
        return ValorAvance(PORCENTAJE.recuperar(guardado))
    return None


def _por_cantidad(entorno: Entorno) -> bool:
    return bool(entorno.respuestas.get("actividad")) and bool(_inicial(entorno).renglon.cantidad_programada)


def _por_porcentaje(entorno: Entorno) -> bool:
    return not _por_cantidad(entorno)


def _va_atrasada(entorno: Entorno) -> bool:
    revision = _revision(entorno)
    return revision is not None and revision.atrasada


def _retrocede(entorno: Entorno) -> bool:
    revision = _revision(entorno)
    return revision is not None and revision.retrocede


def _validar_actividad(entorno: Entorno) -> None:
    _inicial(entorno)


def _validar_valor(entorno: Entorno) -> None:
    _revision(entorno)


def _rotulo(entorno: Entorno, clave: str) -> str:
    renglon = _inicial(entorno, clave).renglon
    return f"{renglon.codigo} {renglon.nombre}"


def _contexto(entorno: Entorno) -> Html:
    """Qué actividad es y cómo va: lo que hace falta para responder sin abrir otra cosa."""
    inicial = _inicial(entorno)
    renglon = inicial.renglon
    return unir(
        [
            armar("%(codigo)s · %(nombre)s", codigo=renglon.codigo, nombre=recortar(renglon.nombre, 120)),
            armar(
                _("Último reporte: %(anterior)s · debía ir hoy en %(esperado)s · termina el %(fin)s"),
                anterior=formato.porcentaje(renglon.avance),
                esperado=formato.porcentaje(inicial.esperado),
                fin=formato.fecha(renglon.fin),
            ),
            _programado(renglon),
        ]
    )


def _programado(renglon: Renglon) -> Html:
    if not renglon.cantidad_programada:
        return Html("")
    unidad = f"({renglon.unidad})" if renglon.unidad else None
    return armar(
        _("Programado: %(programado)s. Cantidad reportada antes: %(cantidad)s."),
        programado=formato.cantidad(renglon.cantidad_programada, unidad),
        cantidad=formato.cantidad(renglon.cantidad) if renglon.cantidad is not None else _("ninguna"),
    )


def _nombre_de_la_cantidad(entorno: Entorno) -> Perezosa:
    """Quien contestó en porcentaje no dio una cantidad."""
    valor = _valor(entorno)
    return _l("Avance") if valor is not None and valor.cantidad is None else _l("Cantidad ejecutada")


def _exceso(revision: RevisionAvance) -> Html:
    """Se guarda sin tope, pero nunca en silencio: casi siempre sobra un cero."""
    programada = revision.renglon.cantidad_programada
    if programada is None or not revision.supera_lo_programado:
        return Html("")
    return armar(
        _("<b>Ojo: supera lo programado (%(programado)s). Si es un error, edítelo.</b>"),
        programado=formato.cantidad(programada),
    )


def _frente_a_lo_esperado(entorno: Entorno) -> Html:
    revision = _revision(entorno)
    if revision is None:
        return Html("")
    frente = armar(
        _("Con %(valor)s queda %(banda)s: debía ir en %(esperado)s."),
        valor=formato.porcentaje(revision.porcentaje),
        banda=revision.banda.nombre,
        esperado=formato.porcentaje(revision.esperado),
    )
    return unir([_exceso(revision), frente])


def _baja(entorno: Entorno) -> Html:
    revision = _revision(entorno)
    if revision is None:
        return Html("")
    return armar(
        _("Baja de %(antes)s a %(ahora)s."),
        antes=formato.porcentaje(revision.anterior),
        ahora=formato.porcentaje(revision.porcentaje),
    )


def _resumen(entorno: Entorno) -> Sequence[Html]:
    """Antes → después, con su banda."""
    revision = _revision(entorno)
    if revision is None:
        return []
    return [
        armar(
            "%(codigo)s · %(nombre)s",
            codigo=revision.renglon.codigo,
            nombre=recortar(revision.renglon.nombre, 120),
        ),
        armar(
            _("Avance: %(antes)s → <b>%(despues)s</b> %(emoji)s %(banda)s (debía ir en %(esperado)s)"),
            antes=formato.porcentaje(revision.anterior),
            despues=formato.porcentaje(revision.porcentaje),
            emoji=revision.banda.emoji,
            banda=revision.banda.nombre,
            esperado=formato.porcentaje(revision.esperado),
        ),
        _exceso(revision),
    ]


def _confirmar(entorno: Entorno, clave_envio: str) -> Html:
    respuestas = entorno.respuestas
    evidencias = respuestas.get("evidencia")
    datos = DatosAvance(
        clave_envio=clave_envio,
        actividad_id=IdActividad(int(respuestas["actividad"])),
        valor=_valor(entorno) or ValorAvance(),
        logro=respuestas.get("logro") or None,
        dificultades=respuestas.get("dificultades") or None,
        motivo_retroceso=respuestas.get("motivo_retroceso") or None,
        evidencias=_ARCHIVOS.recuperar(evidencias) if evidencias else (),
    )
    avance = registrar_avance(entorno.datos.contexto, datos)
    lineas = [
        armar(_("<b>Avance guardado</b> · folio <code>%(folio)s</code>"), folio=avance.folio),
        armar(
            _("%(codigo)s queda en %(avance)s, %(corte)s."),
            codigo=avance.actividad_codigo,
            avance=formato.porcentaje(avance.porcentaje),
            corte=formato.corte(avance.corte),
        ),
    ]
    if avance.extemporaneo:
        lineas.append(Html(_("Quedó marcado como extemporáneo: el corte ya había cerrado.")))
    return unir(lineas)


AVANCE = Dialogo(
    nombre="avance",
    esquema=1,
    titulo=_l("Reportar avance"),
    en_curso=_l("un reporte de avance"),
    permiso=Permiso.REGISTRAR_AVANCE,
    resumen=_resumen,
    confirmar=_confirmar,
    pasos=(
        Paso(
            "actividad",
            CampoOpcion(_actividades, _rotulo, numeradas=False),
            _l("Actividad"),
            _l("¿De cuál actividad?"),
            _l("Toque una, o escriba su código, su número o parte del nombre: A-012, 12 o «vías»."),
            valida=_validar_actividad,
        ),
        Paso(
            "porcentaje",
            PORCENTAJE,
            _l("Avance"),
            _l("¿Qué porcentaje lleva en total, desde enero? (0 a 100)"),
            _l("Ejemplo: 45 o 12,5"),
            si=_por_porcentaje,
            valida=_validar_valor,
            detalle=_contexto,
        ),
        Paso(
            "cantidad",
            CANTIDAD,
            _nombre_de_la_cantidad,
            _l("¿Qué cantidad lleva ejecutada en total, desde enero?"),
            _l("Ejemplo: 120 o 12,5. Si lo prefiere, el porcentaje: 45 %"),
            si=_por_cantidad,
            valida=_validar_valor,
            detalle=_contexto,
        ),
        Paso(
            "logro",
            _TEXTO,
            _l("Qué se hizo"),
            _l("¿Qué se hizo?"),
            _l("Ejemplo: Se dictaron 12 talleres en 4 veredas."),
            opcional=True,
            detalle=_frente_a_lo_esperado,
        ),
        Paso(
            "dificultades",
            _TEXTO,
            _l("Dificultades"),
            _l("Va por debajo de lo esperado. ¿Qué lo ha dificultado?"),
            _l("Ejemplo: Se declaró desierto el proceso de contratación."),
            si=_va_atrasada,
            opcional=True,
        ),
        Paso(
            "motivo_retroceso",
            _TEXTO,
            _l("Motivo de la baja"),
            _l("El avance es menor que el reportado antes. ¿Por qué?"),
            _l("Ejemplo: Se corrigió el conteo de beneficiarios repetidos."),
            si=_retrocede,
            detalle=_baja,
        ),
        Paso(
            "evidencia",
            _ARCHIVOS,
            _l("Evidencia"),
            _l("Envíe las fotos o documentos que lo demuestran, uno o varios."),
            _l("Cuando termine, toque «Listo». Si no tiene, «Saltar»."),
            opcional=True,
        ),
    ),
)
