"""El motor puro, con un diálogo de mentira: ninguna secuencia de actos lo deja en un sitio imposible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogos.campo_archivos import CampoArchivos
from bot.dialogos.campos import PORCENTAJE, CampoOpcion, campo_texto
from bot.motor.acciones import ACCIONES, Accion
from bot.motor.avanzar import abrir, avanzar
from bot.motor.botones import leer_dialogo
from bot.motor.campos import Datos, Eleccion, Entorno
from bot.motor.dialogo import Dialogo, Paso, Recorrido
from bot.motor.transicion import Avanzado, Efecto
from bot.textos.idioma import _l
from bot.textos.marcado import Html, armar
from dominio.errores import PorcentajeFueraDeRango
from dominio.modelo.borrador import Borrador
from dominio.modelo.identidad import IdPersona
from dominio.modelo.reporte import ArchivoAdjunto
from dominio.reglas.permisos import Permiso

AHORA = datetime(2026, 9, 4, 15, tzinfo=UTC)
FOTO = ArchivoAdjunto("f", "u", "foto.jpg", "image/jpeg", 10)


def _colores(entorno: Entorno) -> Sequence[Eleccion]:
    return [Eleccion("r", "Rojo"), Eleccion("v", "Verde"), Eleccion("a", "Azul")]


def _es_rojo(entorno: Entorno) -> bool:
    return entorno.respuestas.get("color") == "r"


def _no_trece(entorno: Entorno) -> None:
    if entorno.respuestas["cuanto"] == "13.00":
        raise PorcentajeFueraDeRango("cuanto")


def _paso(clave: str, campo, **otros) -> Paso:
    return Paso(clave, campo, _l(clave.capitalize()), _l(f"¿{clave}?"), _l("Ejemplo"), **otros)


DIALOGO = Dialogo(
    nombre="prueba",
    esquema=2,
    titulo=_l("Prueba"),
    en_curso=_l("una prueba"),
    permiso=Permiso.CONSULTAR,
    resumen=lambda entorno: [armar("%(n)s", n=len(entorno.respuestas))],
    confirmar=lambda entorno, clave: Html(clave),
    pasos=(
        _paso("color", CampoOpcion(_colores)),
        _paso("motivo", campo_texto(40), si=_es_rojo),
        _paso("cuanto", PORCENTAJE, valida=_no_trece),
        _paso("nota", campo_texto(40), opcional=True),
        _paso("fotos", CampoArchivos(), opcional=True),
    ),
)


def _borrador(**respuestas: str) -> Borrador:
    vence = AHORA + timedelta(hours=24)
    return Borrador(1, IdPersona(7), 7, "prueba", 2, "7-azar", AHORA, vence, respuestas)


def _datos(ahora: datetime = AHORA) -> Datos:
    return Datos(ahora)


def _seguir(borrador: Borrador, *actos) -> Avanzado:
    avanzado = Avanzado(borrador, ())
    for acto in actos:
        avanzado = avanzar(DIALOGO, avanzado.borrador, acto, _datos())
    return avanzado


def _botones(avanzado: Avanzado) -> list[str]:
    return [boton.dato for pantalla in avanzado.pantallas for fila in pantalla.filas for boton in fila]


_TEXTOS = st.sampled_from(
    ["rojo", "Verde", "3", "45", "12.5", "13", "101", "hola", "", "🎉", "\x00", "atrás", "saltar", "editar",
     "editar 1", "editar cuanto", "listo", "resumen", "confirmar", "dejar igual", "seguir", "ayuda", "x" * 99]
)  # fmt: skip
_ACTOS = st.one_of(
    _TEXTOS,
    st.just(FOTO),
    st.sampled_from([*sorted(ACCIONES), "inventada"]).map(Accion),
    st.sampled_from(
        ["v.v", "v.45.00", "v.nada", "v.13.00", "v.", "ver.p9", "editar.color", "editar.x", "nuevo.x"]
    ).map(lambda dato: Accion(*dato.split(".", 1))),
    st.integers(0, 40),  # tocar uno de los botones que se ven
)


def _resolver(acto, previo: Avanzado):
    """El acto, o el botón visible que dice el número."""
    if not isinstance(acto, int):
        return acto
    vistos = _botones(previo)
    toque = leer_dialogo(vistos[acto % len(vistos)])
    assert toque is not None
    assert toque.version == previo.borrador.version, "un botón recién mostrado no puede ser viejo"
    return Accion(toque.accion, toque.valor)


@settings(max_examples=100, deadline=None)
@given(st.lists(_ACTOS, max_size=25))
def test_motor_con_actos_al_azar_nunca_queda_en_un_sitio_imposible(actos: list) -> None:
    """Pase lo que pase: la versión sube de a uno, hay salida y solo se confirma lo completo y válido."""
    avanzado = abrir(DIALOGO, _borrador(), _datos())
    for acto in actos:
        previo = avanzado
        avanzado = avanzar(DIALOGO, previo.borrador, _resolver(acto, previo), _datos())
        punto = Recorrido(DIALOGO, avanzado.borrador, _datos())
        if avanzado.efecto is Efecto.CONFIRMAR:
            assert punto.actual() is None
            assert "cuanto" in avanzado.borrador.respuestas
            assert avanzado.borrador.respuestas["cuanto"] != "13.00"
            assert ("motivo" in avanzado.borrador.respuestas) == (
                avanzado.borrador.respuestas["color"] == "r"
            )
        if avanzado.efecto in (Efecto.CONFIRMAR, Efecto.DESCARTAR, Efecto.REINICIAR, Efecto.APLAZAR):
            return
        subio = avanzado.borrador.version - previo.borrador.version
        assert subio == (1 if avanzado.efecto is Efecto.GUARDAR else 0)
        assert subio or avanzado.borrador.respuestas == previo.borrador.respuestas
        assert len(avanzado.pantallas) == 1
        assert 1 <= len(_botones(avanzado)) <= 8


def test_siguiente_pregunta_es_la_primera_que_aplica_sin_respuesta() -> None:
    """No hay número de paso guardado: lo que falta lo dicen las respuestas."""

    def pregunta(**respuestas: str) -> str | None:
        paso = Recorrido(DIALOGO, _borrador(**respuestas), _datos()).actual()
        return paso.clave if paso is not None else None

    assert pregunta(color="r") == "motivo"
    assert pregunta(color="v") == "cuanto"
    assert pregunta(color="v", cuanto="1.00", nota="", fotos="") is None


def test_cambiar_una_respuesta_descarta_solo_la_que_deja_de_aplicar() -> None:
    """Al editar, lo que ya no aplica se olvida; lo demás se conserva y se vuelve al resumen."""
    lleno = _borrador(color="r", motivo="porque sí", cuanto="45.00", nota="n", fotos="")

    cambiado = _seguir(lleno, "editar color", "verde")

    assert cambiado.borrador.respuestas == {"color": "v", "cuanto": "45.00", "nota": "n", "fotos": ""}
    assert "revise antes de guardar" in cambiado.pantallas[0].texto


def test_confirmar_revisa_todo_otra_vez() -> None:
    """Si una respuesta dejó de valer antes de confirmar, se pregunta solo esa."""
    malo = _borrador(color="v", cuanto="13.00", nota="n", fotos="")

    avanzado = _seguir(malo, "confirmar")

    assert avanzado.efecto is Efecto.GUARDAR
    assert avanzado.borrador.respuestas == {"color": "v", "nota": "n", "fotos": ""}
    assert "¿cuanto?" in avanzado.pantallas[0].texto


def test_esquema_viejo_conserva_lo_conocido() -> None:
    """Un despliegue que cambia el diálogo no pierde lo que todavía se pregunta."""
    viejo = replace(_borrador(color="v", retirada="x", cuanto="45.00"), esquema=1)

    avanzado = _seguir(viejo, "una nota")

    assert avanzado.borrador.esquema == 2
    assert avanzado.borrador.respuestas == {"color": "v", "cuanto": "45.00", "nota": "una nota"}


def test_ilegible_en_un_borrador_viejo_se_pregunta_de_nuevo() -> None:
    """Un dato guardado que ya no se entiende no tumba el diálogo."""
    avanzado = _seguir(_borrador(color="v", cuanto="¿?", nota="", fotos=""), "confirmar")

    assert "¿cuanto?" in avanzado.pantallas[0].texto


def test_vencido_ofrece_seguir_y_no_actua() -> None:
    """Un reporte de ayer no se confirma por accidente."""
    lleno = _borrador(color="v", cuanto="45.00", nota="", fotos="")
    manana = _datos(AHORA + timedelta(hours=25))

    ofrecido = avanzar(DIALOGO, lleno, Accion("confirmar"), manana)
    seguido = avanzar(DIALOGO, lleno, "seguir", manana)

    assert ofrecido.efecto is Efecto.NADA
    assert "Tiene <b>una prueba</b> sin terminar" in ofrecido.pantallas[0].texto
    assert seguido.borrador.respuestas == lleno.respuestas
    assert seguido.borrador.vence_en > manana.ahora


def test_atras_no_borra_lo_respondido() -> None:
    """Volver muestra la respuesta anterior y se puede dejar igual."""
    atras = _seguir(_borrador(), "verde", "45", "atrás")

    assert atras.borrador.respuestas == {"color": "v", "cuanto": "45.00"}
    assert "Su respuesta ahora: 45" in atras.pantallas[0].texto
    assert _seguir(atras.borrador, "dejar igual").borrador.editando is None


def test_ir_al_resumen_solo_si_lo_que_falta_es_opcional() -> None:
    """El atajo no aparece mientras falte algo obligatorio."""

    def acciones(avanzado: Avanzado) -> set[str]:
        return {toque.accion for dato in _botones(avanzado) if (toque := leer_dialogo(dato))}

    obligatorio = _seguir(_borrador(), "verde")
    opcional = _seguir(obligatorio.borrador, "45")

    assert "resumen" not in acciones(obligatorio)
    assert "resumen" in acciones(opcional)
    assert "revise antes de guardar" in _seguir(opcional.borrador, "ir al resumen").pantallas[0].texto
