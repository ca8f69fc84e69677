"""Registrar ejecución financiera: CDP, compromiso, obligación o pago de una fuente."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.dialogos.campos import PESOS, CampoOpcion, campo_fecha, campo_texto
from bot.dialogos.objetos import eleccion_de_objeto
from bot.dialogos.plazo import plazo_del_corte
from bot.motor.campos import Eleccion, Entorno
from bot.motor.dialogo import Dialogo, Paso
from bot.textos import formato
from bot.textos.gasto import ACUMULADOS, DOCUMENTOS, MOMENTOS, registro_y_fuente, saldos_en_lineas
from bot.textos.idioma import Perezosa, _, _l
from bot.textos.marcado import Html, armar, unir
from bot.textos.verosimilitud import avisos
from dominio.casos.ejecutar import (
    MAXIMO_DOCUMENTO,
    DatosEjecucion,
    ObjetoDeGasto,
    RevisionEjecucion,
    objetos_de_gasto,
    registrar_ejecucion,
    registros_de,
    revisar_ejecucion,
)
from dominio.casos.reportar import vigencia_actual
from dominio.errores import CorreccionSinDocumento, EntradaInvalida
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.identidad import IdActividad, IdProyecto, IdRegistro
from dominio.modelo.plan import Registro
from dominio.reglas.permisos import Permiso
from dominio.valores.dinero import CERO

_FORMAS = {"total": _l("Total acumulado del año"), "movimiento": _l("Valor de este movimiento")}


def _limites(entorno: Entorno) -> tuple[date, date]:
    datos = entorno.datos
    vigencia = datos.recordar("vigencia", lambda: vigencia_actual(datos.contexto))
    return vigencia.inicio, min(vigencia.fin, max(datos.hoy, vigencia.inicio))


_FECHA_DE_DOCUMENTO = campo_fecha(_limites)


def _objetos(entorno: Entorno) -> Sequence[ObjetoDeGasto]:
    datos = entorno.datos
    return datos.recordar("objetos", lambda: objetos_de_gasto(datos.contexto))


def _elecciones_de_objeto(entorno: Entorno) -> Sequence[Eleccion]:
    objetos = _objetos(entorno)
    if not objetos:
        raise EntradaInvalida("sin_registros")
    return [eleccion_de_objeto(objeto) for objeto in objetos]


def _registros(entorno: Entorno, clave: str = "") -> Sequence[Registro]:
    """Las fuentes del objeto escogido, con sus saldos de hoy."""
    objeto = clave or entorno.respuestas["objeto"]
    if objeto[:1] not in ("a", "p") or not objeto[1:].isdecimal():
        raise EntradaInvalida("opcion_desconocida", escrito=objeto[:20])
    numero = int(objeto[1:])
    actividad = IdActividad(numero) if objeto[0] == "a" else None
    proyecto = IdProyecto(numero) if objeto[0] == "p" else None
    contexto = entorno.datos.contexto
    return entorno.datos.recordar(("registros", objeto), lambda: registros_de(contexto, actividad, proyecto))


def _rotulo_de_objeto(entorno: Entorno, clave: str) -> str:
    registros = _registros(entorno, clave)
    if not registros:
        raise EntradaInvalida("sin_registros")
    primero = registros[0]
    if primero.actividad_codigo is not None:
        return _("Actividad %(codigo)s") % {"codigo": primero.actividad_codigo}
    return _("Proyecto %(bpin)s %(nombre)s") % {"bpin": primero.bpin, "nombre": primero.proyecto}


def _fuentes(entorno: Entorno) -> Sequence[Eleccion]:
    return [_fuente(registro) for registro in _registros(entorno)]


def _fuente(registro: Registro) -> Eleccion:
    nombre = registro.fuente or registro.fuente_codigo or _("Sin fuente")
    return Eleccion(str(registro.id), nombre, (registro.fuente_codigo or nombre,))


def _con_varias_fuentes(entorno: Entorno) -> bool:
    return bool(entorno.respuestas.get("objeto")) and len(_registros(entorno)) > 1


def _registro(entorno: Entorno) -> Registro | None:
    """El registro al que va el movimiento: el escogido, o el único que hay."""
    if not entorno.respuestas.get("objeto"):
        return None
    registros = _registros(entorno)
    if len(registros) == 1:
        return registros[0]
    return next((r for r in registros if str(r.id) == entorno.respuestas.get("fuente")), None)


def _momentos(entorno: Entorno) -> Sequence[Eleccion]:
    return [Eleccion(momento.value, str(nombre), (momento.value,)) for momento, nombre in MOMENTOS.items()]


def _formas(entorno: Entorno) -> Sequence[Eleccion]:
    return [Eleccion(clave, str(nombre), (clave,)) for clave, nombre in _FORMAS.items()]


def _datos(entorno: Entorno, clave_envio: str = "revision") -> DatosEjecucion | None:
    respuestas = entorno.respuestas
    registro = _registro(entorno)
    if registro is None or not all(respuestas.get(c) for c in ("momento", "forma", "valor")):
        return None
    fecha = respuestas.get("fecha_documento") if _con_documento(entorno) else None
    return DatosEjecucion(
        clave_envio=clave_envio,
        registro_id=IdRegistro(registro.id),
        momento=MomentoGasto(respuestas["momento"]),
        valor=PESOS.recuperar(respuestas["valor"]),
        es_incremento=respuestas["forma"] == "movimiento",
        documento=respuestas.get("documento_correccion") or respuestas.get("documento") or None,
        fecha_documento=_FECHA_DE_DOCUMENTO.recuperar(fecha) if fecha else None,
    )


def _revision(entorno: Entorno) -> RevisionEjecucion | None:
    datos = _datos(entorno)
    if datos is None:
        return None
    contexto = entorno.datos.contexto
    return entorno.datos.recordar(("revision", datos), lambda: revisar_ejecucion(contexto, datos))


def _validar_objeto(entorno: Entorno) -> None:
    _rotulo_de_objeto(entorno, entorno.respuestas["objeto"])


def _validar_valor(entorno: Entorno) -> None:
    """La cadena del gasto se explica aquí; el documento de una corrección se pide en su paso."""
    try:
        _revision(entorno)
    except CorreccionSinDocumento:
        return


def _validar_fecha(entorno: Entorno) -> None:
    _revision(entorno)


def _baja(entorno: Entorno) -> bool:
    """Si el movimiento deja el acumulado por debajo de lo que iba: entonces hace falta documento."""
    registro, datos = _registro(entorno), _datos(entorno)
    if registro is None or datos is None or datos.es_incremento:
        return False
    return datos.valor < registro.saldos.de(datos.momento)


def _con_documento(entorno: Entorno) -> bool:
    return bool(entorno.respuestas.get("documento") or entorno.respuestas.get("documento_correccion"))


def _saldos(entorno: Entorno) -> Html:
    """Los saldos de la fuente: el límite de cada momento está a la vista."""
    registro = _registro(entorno)
    if registro is None:
        return Html("")
    return unir([registro_y_fuente(registro), saldos_en_lineas(registro.saldos), plazo_del_corte(entorno)])


def _resumen(entorno: Entorno) -> Sequence[Html]:
    revision = _revision(entorno)
    if revision is None:
        return []
    signo = "−" if revision.incremento < CERO else "+"
    return [
        registro_y_fuente(revision.registro),
        armar(
            _("%(momento)s: %(antes)s → <b>%(despues)s</b> (%(signo)s%(incremento)s)"),
            momento=MOMENTOS[revision.momento],
            antes=formato.pesos(revision.anterior),
            despues=formato.pesos(revision.nuevo),
            signo=signo,
            incremento=formato.pesos(abs(revision.incremento)),
        ),
        armar(_("Así queda:\n%(saldos)s"), saldos=saldos_en_lineas(revision.saldos_despues)),
        *avisos(revision.advertencias),
    ]


def _confirmar(entorno: Entorno, clave_envio: str) -> Html:
    datos = _datos(entorno, clave_envio)
    if datos is None:
        raise EntradaInvalida("vacio", "valor")
    ejecucion = registrar_ejecucion(entorno.datos.contexto, datos)
    lineas = [
        armar(_("<b>Ejecución guardada</b> · folio <code>%(folio)s</code>"), folio=ejecucion.folio),
        armar(
            str(ACUMULADOS[ejecucion.momento]),
            valor=formato.pesos(ejecucion.valor),
            corte=formato.corte(ejecucion.corte),
        ),
    ]
    if ejecucion.extemporaneo:
        lineas.append(Html(_("Quedó marcada como extemporánea: el corte ya había cerrado.")))
    return unir(lineas)


def _ejemplo_de_documento(entorno: Entorno) -> Perezosa:
    return DOCUMENTOS[MomentoGasto(entorno.respuestas.get("momento") or MomentoGasto.CDP)]


_DOCUMENTO = campo_texto(MAXIMO_DOCUMENTO)

EJECUCION = Dialogo(
    nombre="ejecucion",
    esquema=1,
    titulo=_l("Registrar ejecución"),
    en_curso=_l("un registro de ejecución"),
    permiso=Permiso.REGISTRAR_EJECUCION,
    resumen=_resumen,
    confirmar=_confirmar,
    pasos=(
        Paso(
            "objeto",
            CampoOpcion(_elecciones_de_objeto, _rotulo_de_objeto, numeradas=False),
            _l("Actividad o proyecto"),
            _l("¿De cuál actividad o proyecto?"),
            _l("Toque uno, o escriba su código, BPIN o parte del nombre: A-012, 12."),
            valida=_validar_objeto,
        ),
        Paso(
            "fuente",
            CampoOpcion(_fuentes),
            _l("Fuente"),
            _l("¿De cuál fuente de financiación?"),
            _l("Toque una, o escriba su número o su nombre."),
            si=_con_varias_fuentes,
        ),
        Paso(
            "momento",
            CampoOpcion(_momentos),
            _l("Momento"),
            _l("¿Qué va a registrar?"),
            _l("Toque una, o escriba su número o su nombre."),
            detalle=_saldos,
        ),
        Paso(
            "forma",
            CampoOpcion(_formas),
            _l("Qué valor es"),
            _l("¿El valor es el total acumulado del año o solo el de este movimiento?"),
            _l("Toque una, o escriba 1 o 2."),
        ),
        Paso(
            "valor",
            PESOS,
            _l("Valor"),
            _l("¿Cuánto, en pesos?"),
            _l("Ejemplo: 1.250.000 o 1.250.000,50"),
            valida=_validar_valor,
            detalle=_saldos,
        ),
        Paso(
            "documento",
            _DOCUMENTO,
            _l("Documento"),
            _l("¿Qué número tiene el documento?"),
            _ejemplo_de_documento,
            si=lambda entorno: not _baja(entorno),
            opcional=True,
        ),
        Paso(
            "documento_correccion",
            _DOCUMENTO,
            _l("Documento"),
            _l("El acumulado baja: ¿con qué documento se corrige?"),
            _ejemplo_de_documento,
            si=_baja,
        ),
        Paso(
            "fecha_documento",
            _FECHA_DE_DOCUMENTO,
            _l("Fecha del documento"),
            _l("¿Qué fecha tiene el documento?"),
            _l("Ejemplo: 30/06/2026, «30 de junio» o «ayer»."),
            si=_con_documento,
            opcional=True,
            valida=_validar_fecha,
        ),
    ),
)
