"""Aceptar un hallazgo con su razón, y ajustar una regla de coherencia; con lo que cambia a la vista."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from bot.dialogos.campos import CampoOpcion, campo_texto
from bot.motor.botones import APARTE
from bot.motor.campos import CampoDe, Eleccion, Entorno
from bot.motor.dialogo import Cierre, Dialogo, Paso
from bot.textos import coherencia as textos
from bot.textos import formato
from bot.textos.idioma import Perezosa, _, _l, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos.ajustar_coherencia import (
    MAXIMO_RAZON,
    CambioDeRegla,
    CualHallazgo,
    aceptar_hallazgo,
    ajustar_regla,
)
from dominio.casos.coherencia import RevisionDeCoherencia, informe_de_coherencia, reglas_de_coherencia
from dominio.casos.reportar import vigencia_actual
from dominio.entender.numeros import Leido, Valor, leer_cantidad
from dominio.entender.texto import limpiar
from dominio.errores import EntradaInvalida
from dominio.errores.coherencia import HallazgoNoEncontrado, UmbralFueraDeRango
from dominio.modelo.coherencia import ReglaVigente
from dominio.modelo.hallazgo import Hallazgo, Severidad
from dominio.reglas.coherencia.fichas import FICHAS, ficha_de
from dominio.reglas.coherencia.razon import razon_que_dice
from dominio.reglas.coherencia.umbrales import umbral_en_palabras
from dominio.reglas.permisos import Permiso

_HUELLA, _MAXIMOS = 16, 200
_CAMBIOS: dict[str, Perezosa] = {
    "apagar": _l("Apagarla: deja de evaluarse"),
    "prender": _l("Prenderla: vuelve a evaluarse"),
    Severidad.ERROR.value: _l("Que sea error"),
    Severidad.ADVERTENCIA.value: _l("Que sea advertencia"),
    Severidad.INFORMATIVO.value: _l("Que sea informativo"),
    "umbral": _l("Cambiar su umbral"),
    "restablecer": _l("Dejarla como viene"),
}
_COMO_CAMBIARLA = _l("Para cambiar la razón toque Editar o escriba «editar razón».")
_TAMBIEN = {"prender": ("prender", "encender")}


def _informe(entorno: Entorno) -> RevisionDeCoherencia:
    contexto = entorno.datos.contexto
    return entorno.datos.recordar(
        "coherencia", lambda: informe_de_coherencia(contexto, vigencia_actual(contexto))
    )


def _abiertos(entorno: Entorno) -> Sequence[Eleccion]:
    """Los hallazgos abiertos, primero los que más pesan."""
    return [
        Eleccion(h.huella[:_HUELLA], f"{h.regla} {recortar(h.objeto, 40)}", (h.objeto,))
        for h in _informe(entorno).abiertos[:_MAXIMOS]
    ]


def _hallazgo(entorno: Entorno, clave: str) -> Hallazgo:
    abiertos = _informe(entorno).abiertos
    hallado = next((h for h in abiertos if len(clave) == _HUELLA and h.huella.startswith(clave)), None)
    if hallado is None:
        raise HallazgoNoEncontrado("hallazgo")
    return hallado


def _rotulo_del_hallazgo(entorno: Entorno, clave: str) -> str:
    hallazgo = _hallazgo(entorno, clave)
    return f"{hallazgo.regla} {recortar(hallazgo.objeto, 60)}"


def _a_la_vista(entorno: Entorno) -> Html:
    return textos.en_lista(1, _hallazgo(entorno, entorno.respuestas["hallazgo"]))


def _exigir_razon(entorno: Entorno) -> None:
    razon_que_dice(entorno.respuestas["razon"])


def _resumen_de_aceptar(entorno: Entorno) -> Sequence[Html]:
    hallazgo = _hallazgo(entorno, entorno.respuestas["hallazgo"])
    return [
        armar("%(mensaje)s", mensaje=hallazgo.mensaje),
        Html(_("Al confirmar se deja pasar: ya no bloquea. Si el dato cambia, vuelve a salir.")),
        Html(str(_COMO_CAMBIARLA)),
    ]


def _confirmar_aceptar(entorno: Entorno, clave_envio: str) -> Cierre:
    contexto, respuestas = entorno.datos.contexto, entorno.respuestas
    cual = CualHallazgo(huella=respuestas["hallazgo"])
    hallazgos = aceptar_hallazgo(contexto, vigencia_actual(contexto), cual, respuestas["razon"])
    acuse = unir([Html(_("Aceptado:")), textos.lo_aceptado(hallazgos, respuestas["razon"])])
    return Cierre(acuse, ((_("Ver la coherencia"), f"{APARTE}z:i"),))


ACEPTAR_HALLAZGO = Dialogo(
    nombre="aceptar_hallazgo",
    esquema=1,
    titulo=_l("Aceptar un hallazgo"),
    en_curso=_l("la aceptación de un hallazgo"),
    permiso=Permiso.AJUSTAR_COHERENCIA,
    resumen=_resumen_de_aceptar,
    confirmar=_confirmar_aceptar,
    pasos=(
        Paso(
            "hallazgo",
            CampoOpcion(_abiertos, _rotulo_del_hallazgo, numeradas=False),
            _l("Hallazgo"),
            _l("¿Cuál hallazgo se deja pasar?"),
            _l("Toque uno, o escriba el código de la actividad, meta o proyecto."),
        ),
        Paso(
            "razon",
            campo_texto(MAXIMO_RAZON),
            _l("Razón"),
            _l("¿Por qué se deja pasar? Queda en la traza y en el libro."),
            _l("Ejemplo: el Consejo de Gobierno aprobó esa ponderación."),
            valida=_exigir_razon,
            detalle=_a_la_vista,
        ),
    ),
)


def _reglas(entorno: Entorno) -> Sequence[Eleccion]:
    return [Eleccion(f.codigo, f"{f.codigo} {f.nombre}", (f.codigo, f.nombre)) for f in FICHAS.values()]


def _vigente(entorno: Entorno) -> ReglaVigente:
    elegida = ficha_de(entorno.respuestas["regla"]).codigo
    contexto = entorno.datos.contexto
    todas = entorno.datos.recordar("reglas", lambda: reglas_de_coherencia(contexto))
    return next(regla for regla in todas if regla.ficha.codigo == elegida)


def _cambios(entorno: Entorno) -> Sequence[Eleccion]:
    """Lo que a esa regla se le puede cambiar hoy."""
    regla = _vigente(entorno)
    sobran = {"apagar" if regla.apagada else "prender", regla.severidad.value}
    if regla.ficha.umbral is None:
        sobran.add("umbral")
    if regla.ajuste.vacio:
        sobran.add("restablecer")
    return [
        Eleccion(clave, str(frase), _TAMBIEN.get(clave, (clave,)))
        for clave, frase in _CAMBIOS.items()
        if clave not in sobran
    ]


def _como_esta(entorno: Entorno) -> Html:
    return textos.ficha(_vigente(entorno))


def _cambia_umbral(entorno: Entorno) -> bool:
    return entorno.respuestas.get("cambio") == "umbral"


def _que_umbral(entorno: Entorno) -> Html:
    umbral = _vigente(entorno).ficha.umbral
    if umbral is None:
        return Html("")
    return armar(
        _("Hoy: %(valor)s, %(que)s."),
        valor=umbral_en_palabras(umbral, _vigente(entorno).umbral),
        que=umbral.que,
    )


def _leer_umbral(crudo: str) -> Leido[Decimal]:
    """Como una cantidad; el negativo se lee para poder decir entre cuáles va."""
    try:
        return leer_cantidad(crudo)
    except EntradaInvalida as causa:
        try:
            valor = Decimal(crudo.strip()[:40].replace(",", "."))
        except InvalidOperation:
            valor = Decimal("NaN")
        if not valor.is_finite():
            raise EntradaInvalida("umbral_ilegible", "umbral", escrito=limpiar(crudo, 40)) from causa
        return Valor(valor)


def _recuperar_umbral(guardado: str) -> Decimal:
    """El número guardado.

    Raises:
        EntradaInvalida: lo escrito en la orden no es un número.
    """
    try:
        return Decimal(guardado)
    except InvalidOperation as causa:
        raise EntradaInvalida("umbral_ilegible", "umbral", escrito=limpiar(guardado, 40)) from causa


def _validar_umbral(entorno: Entorno) -> None:
    ficha, escrito = _vigente(entorno).ficha, Decimal(entorno.respuestas["umbral"])
    if ficha.umbral is not None and not (escrito.is_finite() and 0 <= escrito <= ficha.umbral.maximo):
        raise UmbralFueraDeRango(
            "umbral", regla=ficha.codigo, maximo=ficha.umbral.maximo, unidad=ficha.umbral.unidad
        )


def _peticion(entorno: Entorno) -> CambioDeRegla:
    regla, cambio = entorno.respuestas["regla"], entorno.respuestas["cambio"]
    razon = entorno.respuestas.get("razon")
    if cambio == "restablecer":
        return CambioDeRegla(regla, restablecer=True)
    if cambio == "umbral":
        umbral = entorno.respuestas.get("umbral")
        return CambioDeRegla(regla, umbral=None if umbral is None else Decimal(umbral), razon=razon)
    if cambio in ("apagar", "prender"):
        return CambioDeRegla(regla, apagada=cambio == "apagar", razon=razon)
    return CambioDeRegla(regla, severidad=Severidad(cambio), razon=razon)


def _pide_razon(entorno: Entorno) -> bool:
    """Si la regla quedaría apagada o, siendo error, con menos peso."""
    if not {"regla", "cambio"} <= entorno.respuestas.keys() or entorno.respuestas["cambio"] not in _CAMBIOS:
        return False
    return _peticion(entorno).sobre(_vigente(entorno)).relajada is not None


def _resumen_de_ajuste(entorno: Entorno) -> Sequence[Html]:
    _peticion(entorno)
    hoy = sum(h.regla == _vigente(entorno).ficha.codigo for h in _informe(entorno).abiertos)
    return [
        armar(
            ngettext(
                "Hoy esa regla tiene %(n)s hallazgo abierto en el plan.",
                "Hoy esa regla tiene %(n)s hallazgos abiertos en el plan.",
                hoy,
            ),
            n=hoy,
        ),
        Html(_("El cambio vale para toda la entidad desde ahora.")),
        Html(str(_COMO_CAMBIARLA)) if _pide_razon(entorno) else Html(""),
    ]


def _confirmar_ajuste(entorno: Entorno, clave_envio: str) -> Cierre:
    vigente = ajustar_regla(entorno.datos.contexto, _peticion(entorno))
    acuse = unir([Html(_("Regla ajustada.")), textos.ficha(vigente)])
    return Cierre(acuse, ((_("Ver la coherencia"), f"{APARTE}z:i"),))


AJUSTE_DE_REGLA = Dialogo(
    nombre="ajuste_de_regla",
    esquema=1,
    titulo=_l("Ajustar una regla"),
    en_curso=_l("el ajuste de una regla"),
    permiso=Permiso.AJUSTAR_COHERENCIA,
    resumen=_resumen_de_ajuste,
    confirmar=_confirmar_ajuste,
    pasos=(
        Paso(
            "regla",
            CampoOpcion(_reglas, numeradas=False),
            _l("Regla"),
            _l("¿Cuál regla va a ajustar?"),
            _l("Toque una, o escriba su código: R12."),
        ),
        Paso(
            "cambio",
            CampoOpcion(_cambios, numeradas=False),
            _l("Cambio"),
            _l("¿Qué cambia?"),
            _l("Toque una opción, o escríbala: apagar, informativo, umbral…"),
            detalle=_como_esta,
        ),
        Paso(
            "umbral",
            CampoDe(_leer_umbral, lambda valor: f"{valor:f}", _recuperar_umbral, formato.cantidad_llana),
            _l("Umbral"),
            _l("¿Cuál es el nuevo umbral?"),
            _l("Un número: 0,5"),
            si=_cambia_umbral,
            valida=_validar_umbral,
            detalle=_que_umbral,
        ),
        Paso(
            "razon",
            campo_texto(MAXIMO_RAZON),
            _l("Razón"),
            _l("¿Por qué se apaga o se rebaja? Se dice en /coherencia, en el libro y antes de aprobar."),
            _l("Ejemplo: la entidad todavía no lleva esa cuenta en su presupuesto."),
            si=_pide_razon,
            valida=_exigir_razon,
        ),
    ),
)
